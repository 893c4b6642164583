package dev.baton.metrics;

import dev.baton.Handoff;
import dev.baton.HandoffCount;
import dev.baton.LossCause;
import dev.baton.Phase;
import dev.baton.Transport;
import dev.baton.pool.ProcessPool;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a {@link ProcessPool} as meters of a {@link MeterRegistry}. Immutable, and may be
 * bound to several registries.
 *
 * <p>There are two groups. Those that begin with {@code executor} have the names, units and tags
 * that Micrometer gives to a {@link java.util.concurrent.ThreadPoolExecutor}, so that a dashboard
 * for executors shows pools as well. Those that begin with {@code baton} tell what a thread pool
 * does not have: attempts, lost workers, ways of handing data over, the host store. docs/metrics.md
 * lists all of them.
 *
 * <p>Nothing is measured while tasks run: each meter reads, when the registry asks for it, what the
 * pool counts anyway. A registry does not keep a pool alive; the meters of a pool that was
 * collected tell {@code NaN}, or what they told last.
 */
public final class PoolMetrics implements MeterBinder {

  private static final HandoffCount NOTHING = new HandoffCount(0, 0);

  /** The others tell of single attempts. */
  private static final Set<LossCause> OF_WORKERS =
      EnumSet.complementOf(EnumSet.of(LossCause.NOT_SENT, LossCause.RESULT_GONE));

  private final ProcessPool pool;
  private final Tags tags;

  /**
   * Meters with one tag, {@code name}.
   *
   * @param name tells pools apart: its value
   * @throws NullPointerException if an argument is null
   */
  public PoolMetrics(ProcessPool pool, String name) {
    this(pool, name, Tags.empty());
  }

  /**
   * Meters with further tags.
   *
   * @param name the value of the tag {@code name}
   * @param tags further ones for each meter
   * @throws NullPointerException if an argument is null
   */
  public PoolMetrics(ProcessPool pool, String name, Iterable<Tag> tags) {
    this.pool = Objects.requireNonNull(pool, "pool");
    this.tags = Tags.of(tags).and("name", Objects.requireNonNull(name, "name"));
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Meters<ProcessPool> meters = new Meters<>(registry, pool, tags);
    bindExecutor(meters);
    bindTasks(meters);
    bindAttempts(meters);
    bindWorkers(meters);
    bindData(meters);
  }

  private static void bindExecutor(Meters<ProcessPool> meters) {
    meters.counter(
        "executor.completed",
        BaseUnits.TASKS,
        "Tasks that have ended with a result or a failure",
        pool -> pool.progress().done() + pool.progress().failed());
    meters.gauge(
        "executor.active",
        BaseUnits.THREADS,
        "Slots that have a task to run",
        pool -> pool.load().active());
    meters.gauge(
        "executor.queued",
        BaseUnits.TASKS,
        "Tasks that wait for a slot",
        pool -> pool.load().queued());
    meters.gauge(
        "executor.pool.size",
        BaseUnits.THREADS,
        "Slots: how many tasks the workers can run at a time",
        pool -> pool.load().slots());
  }

  private static void bindTasks(Meters<ProcessPool> meters) {
    meters.counter(
        "baton.tasks.submitted",
        null,
        "Tasks that were submitted",
        pool -> pool.progress().submitted());
    String ended = "Tasks that have ended, by outcome";
    meters
        .with("outcome", "done")
        .counter("baton.tasks.ended", null, ended, pool -> pool.progress().done());
    meters
        .with("outcome", "failed")
        .counter("baton.tasks.ended", null, ended, pool -> pool.progress().failed());
    meters
        .with("outcome", "cancelled")
        .counter("baton.tasks.ended", null, ended, pool -> pool.progress().cancelled());
    meters.counter(
        "baton.tasks.quarantined",
        null,
        "Failed tasks that were given up because they killed workers",
        pool -> pool.statistics().quarantined());
    for (Phase phase : Phase.values()) {
      meters
          .with("phase", phase)
          .counter(
              "baton.phase",
              Meters.SECONDS,
              "Where time went, summed over all tasks",
              pool -> seconds(pool.statistics().phases().get(phase)));
    }
  }

  private static void bindAttempts(Meters<ProcessPool> meters) {
    for (Transport link : List.of(Transport.LOCAL, Transport.KAFKA)) {
      meters
          .with("link", link)
          .counter(
              "baton.attempts",
              null,
              "Attempts that were sent to workers, by link",
              pool -> count(pool.statistics().links().get(link)));
    }
    for (LossCause cause : LossCause.values()) {
      meters
          .with("cause", cause)
          .counter(
              "baton.attempts.lost",
              null,
              "Attempts whose worker was gone before it had answered, by cause",
              pool -> count(pool.statistics().lost().get(cause)));
    }
    meters.counter(
        "baton.attempts.retried",
        null,
        "Attempts that followed a failed or a lost one",
        pool -> pool.statistics().retried());
    meters.counter(
        "baton.attempts.speculated",
        null,
        "Second copies of slow tasks",
        pool -> pool.statistics().speculated());
  }

  private static void bindWorkers(Meters<ProcessPool> meters) {
    meters.gauge("baton.workers", null, "Workers that take tasks", pool -> pool.load().workers());
    meters.gauge(
        "baton.saturation",
        null,
        "(active + queued) / slots: above 1, tasks wait for a slot",
        pool -> pool.load().saturation());
    for (LossCause cause : OF_WORKERS) {
      meters
          .with("cause", cause)
          .counter(
              "baton.workers.lost",
              null,
              "Workers that are gone, by cause",
              pool -> count(pool.statistics().workersLost().get(cause)));
    }
    meters.counter(
        "baton.workers.restarts",
        null,
        "Processes that have replaced a worker in its place on its host",
        pool -> pool.statistics().restarts());
  }

  private static void bindData(Meters<ProcessPool> meters) {
    for (Handoff handoff : List.of(Handoff.KRYO, Handoff.SHARED)) {
      Meters<ProcessPool> each = meters.with("handoff", handoff);
      each.counter(
          "baton.handoff.tasks",
          null,
          "Tasks whose data was handed over to a worker, by handoff",
          pool -> handedOver(pool, handoff).tasks());
      each.counter(
          "baton.handoff",
          BaseUnits.BYTES,
          "Encoded arguments and results, by handoff",
          pool -> handedOver(pool, handoff).bytes());
    }
    meters.gauge(
        "baton.store.used",
        BaseUnits.BYTES,
        "Blobs in memory, of all hosts",
        pool -> pool.storeUse().usedBytes());
    meters.gauge(
        "baton.store.warm",
        BaseUnits.BYTES,
        "Memory that is kept for the next blobs, of all hosts",
        pool -> pool.storeUse().warmBytes());
    meters.gauge(
        "baton.store.limit",
        BaseUnits.BYTES,
        "How much memory blobs may take, on all hosts",
        pool -> pool.storeUse().limitBytes());
    meters.gauge(
        "baton.store.spilled",
        BaseUnits.BYTES,
        "Blobs on disk, of all hosts",
        pool -> pool.storeUse().spilledBytes());
    meters.gauge("baton.store.blobs", null, "Blobs, of all hosts", pool -> pool.storeUse().blobs());
    meters.gauge(
        "baton.log.lag",
        null,
        "Results and events on the log that were not read yet",
        pool -> pool.load().logLag());
    meters.counter(
        "baton.records.malformed",
        null,
        "Records on the pool's channels that were malformed or untrue, and were ignored",
        pool -> pool.statistics().malformedRecords());
  }

  private static HandoffCount handedOver(ProcessPool pool, Handoff handoff) {
    return pool.statistics().handoffs().getOrDefault(handoff, NOTHING);
  }

  private static double count(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  private static double seconds(@Nullable Duration time) {
    return time == null ? 0 : Meters.seconds(time.toNanos());
  }
}
