package dev.baton.agent.supervision;

import dev.baton.agent.supervision.HealthCheck.Health;
import dev.baton.agent.supervision.SupervisedWorker.Stage;
import dev.baton.store.WorkerSnapshot;
import java.time.Duration;

/**
 * Looks at how workers are, and does what that calls for: kills those that hang, replaces those
 * that have grown too large, and ends those that have nothing to do. For one thread.
 */
final class HealthActions {

  /** A worker that makes way finishes what it runs, however long that takes. */
  private static final Duration NO_LIMIT = Duration.ofDays(365);

  private final HealthCheck health;
  private final SpareWorkers spares;
  private final Runnable onLeaving;

  /**
   * Acts on what a check finds.
   *
   * @param onLeaving told when a worker is about to take no more tasks
   */
  HealthActions(HealthCheck health, SpareWorkers spares, Runnable onLeaving) {
    this.health = health;
    this.spares = spares;
    this.onLeaving = onLeaving;
  }

  /** Looks at the worker in a place, if there is one that can tell. */
  void check(WorkerPosition position, long nowNs) {
    SupervisedWorker worker = position.worker();
    if (worker == null || !worker.isToAnswer()) {
      return;
    }
    WorkerSnapshot snapshot = position.snapshot(worker);
    if (snapshot == null) {
      return;
    }
    boolean isEnding = worker.stage() != Stage.UP;
    switch (health.check(worker, snapshot, nowNs)) {
      case Health.Hung(String remark) -> killHung(worker, remark);
      case Health _ when isEnding -> {}
      case Health.Well() -> {}
      case Health.SoonWornOut() -> spares.wantOne();
      case Health.TooLarge(String remark) -> replace(worker, remark);
      case Health.Idle() -> end(worker, Stage.PARKING);
    }
  }

  /** Lets a worker end in an orderly way; its successor is warm by then, if there is room. */
  private void replace(SupervisedWorker worker, String remark) {
    worker.remark(remark);
    spares.wantOne();
    end(worker, Stage.LEAVING);
  }

  /** Tells a worker to end once it has finished what it runs, and others that it takes no more. */
  private void end(SupervisedWorker worker, Stage stage) {
    worker.stage(stage);
    worker.process().drain(NO_LIMIT);
    onLeaving.run();
  }

  private void killHung(SupervisedWorker worker, String remark) {
    worker.stage(Stage.HUNG);
    onLeaving.run();
    worker.remark(remark);
    worker
        .process()
        .askForStack(
            stack -> {
              worker.remark(stack.isEmpty() ? remark : remark + "; it was at" + stack);
              worker.process().kill();
            });
  }
}
