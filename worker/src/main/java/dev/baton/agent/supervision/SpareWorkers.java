package dev.baton.agent.supervision;

import dev.baton.agent.spawn.RestartBackoff;
import dev.baton.agent.spawn.WorkerProcess;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Worker processes without a place, connected and warm, ready to replace the next worker that dies.
 * Confined to the agent's thread.
 */
final class SpareWorkers {

  /**
   * Spares are not started before the workers have been up for this long: a short program does not
   * pay for them, and its first tasks do not share their cores with them. Starting them at a low
   * priority would not help: a process cannot raise its own priority again.
   */
  static final Duration AFTER = Duration.ofSeconds(5);

  /**
   * While every worker is busy, spares wait longer: starting one takes half a second from the
   * tasks.
   */
  static final Duration AFTER_IF_BUSY = Duration.ofSeconds(30);

  private final int wanted;
  private final Deque<SupervisedWorker> waiting = new ArrayDeque<>();

  /** Those that were told to end. */
  private final List<SupervisedWorker> ending = new ArrayList<>();

  private final RestartBackoff backoff = new RestartBackoff();
  private long notBeforeNs;
  private boolean settled;
  private long settledNs;
  private boolean oneMore;

  /** Keeps this many spares. */
  SpareWorkers(int wanted, long nowNs) {
    this.wanted = wanted;
    this.notBeforeNs = nowNs;
  }

  /** Asks for one spare, whatever the settings say: it will be needed soon. */
  void wantOne() {
    oneMore = true;
  }

  /**
   * Starts the missing spares; a start that fails is retried at the next call.
   *
   * @param allUp whether all workers can take tasks: a worker that starts has the cores to itself
   * @param allBusy whether each worker runs as many tasks as it can
   */
  void startMissing(
      long nowNs, boolean allUp, boolean allBusy, Supplier<@Nullable SupervisedWorker> start) {
    if (allUp && !settled) {
      settled = true;
      settledNs = nowNs;
    }
    Duration after = allBusy ? AFTER_IF_BUSY : AFTER;
    boolean hasTime = allUp && nowNs - settledNs >= after.toNanos();
    int target = Math.max(hasTime ? wanted : 0, oneMore ? 1 : 0);
    while (waiting.size() < target && nowNs - notBeforeNs >= 0) {
      SupervisedWorker spare = start.get();
      if (spare == null) {
        return;
      }
      waiting.add(spare);
    }
  }

  /** Takes the spare that has waited longest, or null if there is none. */
  @Nullable SupervisedWorker take() {
    oneMore = false;
    return waiting.poll();
  }

  /** Ends those that wait: no worker runs that they could replace. */
  void end() {
    waiting.forEach(spare -> spare.process().requestStop());
    ending.addAll(waiting);
    waiting.clear();
  }

  /** A process has ended; if it was a spare, its successor is delayed a little. */
  void exited(WorkerProcess process, long nowNs) {
    ending.removeIf(spare -> spare.process().equals(process));
    for (SupervisedWorker spare : List.copyOf(waiting)) {
      if (spare.process().equals(process)) {
        waiting.remove(spare);
        notBeforeNs = nowNs + backoff.died(spare.age(nowNs), false).toNanos();
      }
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** All that live, those included that were told to end. */
  List<SupervisedWorker> all() {
    return Stream.concat(waiting.stream(), ending.stream()).toList();
  }
}
