package dev.baton.standby;

import dev.baton.EnvironmentException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a standby server: those that wait, and those that programs have. Together there
 * are always as many as are wanted, so that none is started while the program that has taken the
 * others computes. Thread-safe.
 */
final class WarmWorkers {

  /** For one that no longer reacts. */
  private static final Duration KILL_LIMIT = Duration.ofSeconds(2);

  private static final Executor BACKGROUND =
      task -> Thread.ofVirtual().name("baton-standby-client").start(task);

  private final int wanted;
  private final WorkerLauncher launcher;
  private final IdleLimit idle;
  private final Set<StandbyWorker> waiting = new LinkedHashSet<>();
  private final Set<StandbyWorker> taken = new LinkedHashSet<>();
  private boolean closing;

  WarmWorkers(int wanted, Duration idleLimit, WorkerLauncher launcher) {
    this.wanted = wanted;
    this.launcher = launcher;
    this.idle = new IdleLimit(idleLimit, System.nanoTime());
  }

  /**
   * Starts the missing workers.
   *
   * @throws EnvironmentException if one cannot be started
   */
  synchronized void startMissing() {
    while (!closing && waiting.size() + taken.size() < wanted) {
      StandbyWorker worker = new StandbyWorker(launcher.launch());
      waiting.add(worker);
      var _ = worker.onExit().thenRunAsync(() -> ended(worker), BACKGROUND);
    }
  }

  /** Completes when all that wait now are warm; fails if one ends instead. */
  synchronized CompletableFuture<Void> onWarm() {
    return CompletableFuture.allOf(
        waiting.stream().map(StandbyWorker::onWarm).toArray(CompletableFuture[]::new));
  }

  /** How many wait. */
  synchronized int free() {
    return waiting.size();
  }

  /** How many work for programs. */
  synchronized int inUse() {
    return taken.size();
  }

  /**
   * Takes one for a program: a warm one if there is one; null if none waits. No other program gets
   * it.
   */
  synchronized @Nullable StandbyWorker take() {
    if (closing) {
      return null;
    }
    StandbyWorker found = firstWaiting(true);
    found = found == null ? firstWaiting(false) : found;
    if (found != null) {
      waiting.remove(found);
      taken.add(found);
      idle.used(System.nanoTime());
    }
    return found;
  }

  private @Nullable StandbyWorker firstWaiting(boolean warm) {
    return waiting.stream()
        .filter(worker -> worker.isAlive() && worker.isWarm() == warm)
        .findFirst()
        .orElse(null);
  }

  private void ended(StandbyWorker worker) {
    boolean wasTaken;
    synchronized (this) {
      wasTaken = taken.remove(worker);
      waiting.remove(worker);
      idle.used(System.nanoTime());
      notifyAll();
    }
    Duration age = Duration.ofNanos(worker.ageNs(System.nanoTime()));
    Duration pause = launcher.ended(worker.started(), age, wasTaken);
    CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, BACKGROUND)
        .execute(this::startAgain);
  }

  private void startAgain() {
    try {
      startMissing();
    } catch (EnvironmentException e) {
      System.getLogger(WarmWorkers.class.getName())
          .log(System.Logger.Level.WARNING, "No worker could be started", e);
    }
  }

  /** Waits until it is time to end: the idle limit has passed without use, or this was closed. */
  synchronized void awaitIdle() throws InterruptedException {
    while (!closing) {
      long leftNs = idle.leftNs(System.nanoTime(), !taken.isEmpty());
      if (leftNs <= 0) {
        return;
      }
      TimeUnit.NANOSECONDS.timedWait(this, leftNs);
    }
  }

  /**
   * Ends all, including those that programs have, within the time that workers allow themselves.
   */
  void close(Duration limit) {
    List<StandbyWorker> all;
    synchronized (this) {
      closing = true;
      notifyAll();
      all = new ArrayList<>(Stream.concat(waiting.stream(), taken.stream()).toList());
    }
    all.forEach(StandbyWorker::endInput);
    awaitEnds(all, limit);
    all.forEach(StandbyWorker::kill);
    awaitEnds(all, KILL_LIMIT);
    all.forEach(worker -> launcher.ended(worker.started(), Duration.ZERO, true));
  }

  private static void awaitEnds(List<StandbyWorker> workers, Duration limit) {
    var _ =
        CompletableFuture.allOf(
                workers.stream().map(StandbyWorker::onExit).toArray(CompletableFuture[]::new))
            .completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS)
            .join();
  }
}
