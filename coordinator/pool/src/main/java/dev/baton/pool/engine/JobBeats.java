package dev.baton.pool.engine;

import dev.baton.ledger.Counts;
import dev.baton.log.BrokerWatch;
import dev.baton.log.PublishCallback;
import dev.baton.role.Role;
import dev.baton.wire.CopyLease;
import dev.baton.wire.Event;
import dev.baton.wire.ExcludedHosts;
import dev.baton.wire.JobBeat;
import dev.baton.wire.Liveness;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Reports a coordinator's job progress on the events channel while there is work, and thereby
 * notices when the broker does not answer.
 */
public final class JobBeats implements Role {

  private final long coordinator;
  private final String jobId;
  private final Supplier<Counts> counts;
  private final Supplier<List<ExcludedHosts.Host>> excluded;
  private final BooleanSupplier hasCopies;
  private final BiConsumer<? super Event, PublishCallback> publisher;
  private final BrokerWatch watch;
  private volatile boolean asked;
  private boolean saidOpen;
  private boolean saidExcluded;
  private long nextNs;
  private boolean hasBegun;

  /**
   * Creates beats that have not begun.
   *
   * @param hasCopies whether hosts must keep copies of the program's data
   */
  public JobBeats(
      long coordinator,
      String jobId,
      Supplier<Counts> counts,
      Supplier<List<ExcludedHosts.Host>> excluded,
      BooleanSupplier hasCopies,
      BiConsumer<? super Event, PublishCallback> publisher,
      BrokerWatch watch) {
    this.coordinator = coordinator;
    this.jobId = jobId;
    this.counts = counts;
    this.excluded = excluded;
    this.hasCopies = hasCopies;
    this.publisher = publisher;
    this.watch = watch;
  }

  /** Requests a report at once: the next {@link #doWork} sends it. Thread-safe. */
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
      sayExcluded(nowNs);
    }
    saidOpen = isOpen;
    if (hasCopies.getAsBoolean()) {
      publisher.accept(new CopyLease(coordinator), PublishCallback.IGNORE);
    }
    watch.check(nowNs);
  }

  private void sayExcluded(long nowNs) {
    List<ExcludedHosts.Host> hosts = excluded.get();
    if (!hosts.isEmpty() || saidExcluded) {
      publisher.accept(new ExcludedHosts(coordinator, jobId, hosts), watch.sending(nowNs));
    }
    saidExcluded = !hosts.isEmpty();
  }
}
