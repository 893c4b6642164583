package dev.baton.worker;

import dev.baton.role.Clock;
import dev.baton.wire.TaskBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/**
 * The programs whose tasks a worker runs. Each that has jars has a class loader of its own, so
 * several versions of a class can be here at the same time. Thread-safe.
 *
 * <p>A program that says that it ends is forgotten. One that was killed says nothing: so the
 * classes of a program that sends nothing for a long time are closed, too, and those of the longest
 * idle one if there are many. They are loaded again if it is alive after all.
 */
final class Programs {

  /** After so long without a batch, the classes of a program are closed. */
  static final Duration IDLE = Duration.ofMinutes(30);

  /** The maximum number of programs with classes that run nothing. */
  static final int MOST_IDLE = 16;

  /** A program is not closed between its batches. */
  static final Duration BUSY = Duration.ofSeconds(10);

  /** Of so many programs a worker remembers jars and initializer. */
  private static final int MOST_KNOWN = 1_000;

  private final Program.Classes shared;
  private final Supplier<JobClasses> makeOwn;
  private final ExitHooks exitHooks;
  private final Clock clock;
  private final LinkedHashMap<Long, Program> byCoordinator = new LinkedHashMap<>(16, 0.75f, true);
  private final AtomicInteger unloaded = new AtomicInteger();

  /**
   * Knows no programs yet.
   *
   * @param shared the classes of programs without jars
   * @param makeOwn creates a class loader for a program with jars
   * @param exitHooks runs the exit hooks of programs
   */
  Programs(Program.Classes shared, Supplier<JobClasses> makeOwn, ExitHooks exitHooks, Clock clock) {
    this.shared = shared;
    this.makeOwn = makeOwn;
    this.exitHooks = exitHooks;
    this.clock = clock;
  }

  /** The classes of programs without jars. */
  Program.Classes shared() {
    return shared;
  }

  /** The program that a batch comes from. */
  synchronized Program of(TaskBatch batch) {
    long coordinator = batch.coordinator();
    Program program = byCoordinator.get(coordinator);
    if (program == null) {
      program = new Program(coordinator, shared, makeOwn);
      byCoordinator.put(coordinator, program);
    }
    program.note(batch, clock.nanoTime());
    return program;
  }

  /** Notes that a coordinator has ended. */
  synchronized void ended(long coordinator) {
    Program program = byCoordinator.get(coordinator);
    if (program != null) {
      program.end();
    }
  }

  /**
   * Closes what is no longer needed; now and then.
   *
   * @param isBusy whether tasks of a coordinator run or wait here
   */
  void tidy(LongPredicate isBusy) {
    all().forEach(Program::tidy);
    List<Program.Remains> remains = new ArrayList<>();
    exitHooks.run(
        () -> {
          remains.addAll(leaving(isBusy));
          return remains.stream().map(Program.Remains::exitHook).filter(Objects::nonNull).toList();
        });
    remains.stream().map(Program.Remains::own).filter(Objects::nonNull).forEach(JobClasses::close);
  }

  /** Whether a program has an exit hook that has not run to its end. */
  boolean haveExitHook() {
    return all().stream().anyMatch(Program::hasExitHook) || exitHooks.areRunning();
  }

  /**
   * Runs the exit hooks of all programs, as the worker ends, and waits for those that run already.
   *
   * @param isBusy whether tasks of a coordinator run: then its exit hook does not
   */
  void exit(LongPredicate isBusy) {
    exitHooks.run(
        () ->
            all().stream()
                .filter(program -> !isBusy.test(program.coordinator()))
                .map(Program::takeExitHook)
                .filter(Objects::nonNull)
                .toList());
  }

  private synchronized List<Program> all() {
    return List.copyOf(byCoordinator.values());
  }

  private synchronized List<Program.Remains> leaving(LongPredicate isBusy) {
    List<Program.Remains> remains = new ArrayList<>();
    for (Program program : all()) {
      if (program.isOver() && !isBusy.test(program.coordinator())) {
        byCoordinator.remove(program.coordinator());
        remains.add(unload(program));
      }
    }
    long nowNs = clock.nanoTime();
    List<Program> idle = idle(nowNs, isBusy);
    int tooMany = idle.size() - MOST_IDLE;
    for (Program program : idle) {
      if (tooMany > 0 || nowNs - program.lastUsedNs() > IDLE.toNanos()) {
        remains.add(unload(program));
        tooMany--;
      }
    }
    forgetEldest(isBusy, remains);
    return remains;
  }

  /** Programs with classes that run nothing, the longest idle first. */
  private List<Program> idle(long nowNs, LongPredicate isBusy) {
    return byCoordinator.values().stream()
        .filter(Program::hasOwnClasses)
        .filter(program -> nowNs - program.lastUsedNs() > BUSY.toNanos())
        .filter(program -> !isBusy.test(program.coordinator()))
        .sorted(Comparator.comparingLong(Program::lastUsedNs))
        .toList();
  }

  private void forgetEldest(LongPredicate isBusy, List<Program.Remains> remains) {
    int surplus = byCoordinator.size() - MOST_KNOWN;
    for (Map.Entry<Long, Program> eldest : List.copyOf(byCoordinator.entrySet())) {
      if (surplus <= 0) {
        return;
      }
      if (!isBusy.test(eldest.getKey()) && !eldest.getValue().hasOwnClasses()) {
        byCoordinator.remove(eldest.getKey());
        remains.add(eldest.getValue().leave());
        surplus--;
      }
    }
  }

  private Program.Remains unload(Program program) {
    if (program.hasOwnClasses()) {
      unloaded.incrementAndGet();
    }
    return program.leave();
  }

  /**
   * How many class loaders have been closed, or are about to be. A thread that has run tasks of one
   * of them may still hold its objects, in its thread-local variables.
   */
  int unloaded() {
    return unloaded.get();
  }

  /** How many programs are known. */
  synchronized int known() {
    return byCoordinator.size();
  }

  /** How many class loaders of programs are open. */
  synchronized int open() {
    return (int) byCoordinator.values().stream().filter(Program::hasOwnClasses).count();
  }
}
