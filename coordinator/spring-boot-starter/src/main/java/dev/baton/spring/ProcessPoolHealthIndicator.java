package dev.baton.spring;

import dev.baton.pool.PoolLoad;
import dev.baton.pool.ProcessPool;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Up while the pool takes tasks and has workers for them. */
final class ProcessPoolHealthIndicator extends AbstractHealthIndicator {

  private final ProcessPool pool;

  ProcessPoolHealthIndicator(ProcessPool pool) {
    super("The pool does not tell its load");
    this.pool = pool;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    PoolLoad load = pool.load();
    if (pool.isShutdown()) {
      builder.outOfService().withDetail("problem", "the pool was shut down");
    } else if (load.workers() == 0) {
      builder.down().withDetail("problem", "no worker takes tasks");
    } else {
      builder.up();
    }
    builder
        .withDetail("workers", load.workers())
        .withDetail("slots", load.slots())
        .withDetail("active", load.active())
        .withDetail("queued", load.queued());
  }
}
