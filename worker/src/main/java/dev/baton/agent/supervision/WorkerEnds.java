package dev.baton.agent.supervision;

import dev.baton.agent.crash.Evidence;
import dev.baton.agent.supervision.SupervisedWorker.Stage;
import dev.baton.process.ChildExit;
import dev.baton.store.WorkerSnapshot;
import dev.baton.worker.WorkerExit;
import org.jspecify.annotations.Nullable;

/** Finds out how a worker ended, and tells others. For one thread. */
final class WorkerEnds {

  /** What is said of the end of a worker that is parked. */
  private static final String IDLE = "had nothing to do, and was parked";

  private final Evidence evidence;
  private final HostEvents events;

  /**
   * Tells of ends.
   *
   * @param evidence tells why workers ended
   * @param events where it is told
   */
  WorkerEnds(Evidence evidence, HostEvents events) {
    this.evidence = evidence;
    this.events = events;
  }

  /**
   * Whether a worker has ended because it had nothing to do, and has answered for everything.
   *
   * @param last what it reported last, or null if it never did
   */
  static boolean isParked(SupervisedWorker worker, ChildExit exit, @Nullable WorkerSnapshot last) {
    return worker.stage() == Stage.PARKING
        && exit.code() == WorkerExit.ORDERLY
        && (last == null || last.running() == 0);
  }

  /** Whether a worker has ended as it should. */
  static boolean isOrderly(SupervisedWorker worker, ChildExit exit) {
    return Evidence.isOrderly(exit)
        || (worker.stage() == Stage.LEAVING && exit.code() == WorkerExit.ORDERLY);
  }

  /** Tells that a worker has been parked. */
  void parked(WorkerPosition position, SupervisedWorker worker) {
    events.down(
        position.number(),
        worker.incarnation(),
        false,
        false,
        true,
        WorkerSnapshot.NO_TASK,
        0,
        IDLE);
  }

  /** Tells of the end of a worker, if others know of it. */
  void ended(
      WorkerPosition position,
      SupervisedWorker worker,
      ChildExit exit,
      @Nullable WorkerSnapshot last) {
    if (!worker.wasUp()) {
      return;
    }
    long runningTask = last == null ? WorkerSnapshot.NO_TASK : last.runningTask();
    events.down(
        position.number(),
        worker.incarnation(),
        !isOrderly(worker, exit),
        Evidence.isOutOfHeap(exit),
        false,
        runningTask,
        last == null ? 0 : last.coordinator(),
        evidence.of(exit, runningTask, worker.remark()));
  }
}
