package dev.baton.pool.engine;

import dev.baton.ledger.Counts;
import dev.baton.log.BrokerWatch;
import dev.baton.log.PublishCallback;
import dev.baton.role.Role;
import dev.baton.wire.JobBeat;
import dev.baton.wire.Liveness;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Says on the events channel how far a coordinator is with its job, while there is something to do,
 * and notices by that when nobody listens.
 */
public final class JobBeats implements Role {

  private final long coordinator;
  private final String jobId;
  private final Supplier<Counts> counts;
  private final BiConsumer<? super JobBeat, PublishCallback> publisher;
  private final BrokerWatch watch;
  private volatile boolean asked;
  private boolean saidOpen;
  private long nextNs;
  private boolean hasBegun;

  public JobBeats(
      long coordinator,
      String jobId,
      Supplier<Counts> counts,
      BiConsumer<? super JobBeat, PublishCallback> publisher,
      BrokerWatch watch) {
    this.coordinator = coordinator;
    this.jobId = jobId;
    this.counts = counts;
    this.publisher = publisher;
    this.watch = watch;
  }

  /** Somebody wants to know at once: by the next {@link #doWork}. Thread-safe. */
  public void ask() {
    asked = true;
  }

  @Override
  public long doWork(long nowNs) {
    if (!hasBegun) {
      hasBegun = true;
      nextNs = nowNs + Liveness.JOB_BEAT.toNanos();
    }
    if (asked || nowNs - nextNs >= 0) {
      asked = false;
      nextNs = nowNs + Liveness.JOB_BEAT.toNanos();
      beat(nowNs);
    }
    return nextNs - nowNs;
  }

  private void beat(long nowNs) {
    Counts now = counts.get();
    boolean isOpen = now.open() > 0;
    if (isOpen || saidOpen) {
      JobBeat beat =
          new JobBeat(
              coordinator,
              jobId,
              now.pending(),
              now.dispatched(),
              now.done(),
              now.failed() + now.cancelled());
      publisher.accept(beat, watch.sending(nowNs));
    }
    saidOpen = isOpen;
    watch.check(nowNs);
  }
}
