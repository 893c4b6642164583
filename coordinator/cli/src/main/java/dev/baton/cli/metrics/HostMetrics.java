package dev.baton.cli.metrics;

import dev.baton.agent.HostAgent;
import dev.baton.agent.HostReport;
import dev.baton.agent.supervision.WorkerTotals;
import dev.baton.metrics.Meters;
import dev.baton.wire.BlobHolder;
import dev.baton.wire.HostData;
import dev.baton.wire.WorkerStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/**
 * The figures of a host agent as meters: those of its last beat, which is a second old at most.
 *
 * @param pool the name of its pool, which becomes a tag
 */
public record HostMetrics(HostAgent agent, String pool) implements MeterBinder {

  @Override
  public void bindTo(MeterRegistry registry) {
    Meters<HostAgent> meters = new Meters<>(registry, agent, Tags.of("pool", pool));
    bindWorkers(meters);
    bindTotals(meters);
    bindData(meters);
  }

  private static void bindWorkers(Meters<HostAgent> meters) {
    for (WorkerStatus.State state : WorkerStatus.State.values()) {
      meters
          .with("state", state)
          .gauge(
              "baton.host.workers",
              null,
              "Workers of this host, by state",
              workers(worker -> worker.state() == state ? 1 : 0));
    }
    meters.gauge(
        "baton.host.slots",
        null,
        "How many tasks the workers can run at a time",
        workers(WorkerStatus::slots));
    meters.gauge(
        "baton.host.running",
        null,
        "How many tasks the workers run",
        workers(WorkerStatus::running));
    meters.gauge(
        "baton.host.draining",
        null,
        "1 while the host is leaving its pool",
        report(report -> report.beat().draining() ? 1 : 0));
  }

  private static void bindTotals(Meters<HostAgent> meters) {
    String attempts = "Attempts that have ended on this host, by outcome";
    meters
        .with("outcome", "done")
        .counter("baton.host.attempts", null, attempts, totals(WorkerTotals::done));
    meters
        .with("outcome", "failed")
        .counter("baton.host.attempts", null, attempts, totals(WorkerTotals::failed));
    meters.counter(
        "baton.host.busy",
        Meters.SECONDS,
        "How long tasks ran, summed over all slots",
        totals(totals -> Meters.seconds(totals.busyNs())));
    meters.counter(
        "baton.host.restarts",
        null,
        "Worker processes that have ended and left their place to the next",
        totals(WorkerTotals::restarts));
  }

  private static void bindData(Meters<HostAgent> meters) {
    meters.gauge(
        "baton.host.store.used", BaseUnits.BYTES, "Blobs in memory", data(HostData::usedBytes));
    meters.gauge(
        "baton.host.store.warm",
        BaseUnits.BYTES,
        "Memory that is kept for the next blobs",
        data(HostData::warmBytes));
    meters.gauge(
        "baton.host.store.limit",
        BaseUnits.BYTES,
        "How much memory blobs may take",
        data(HostData::limitBytes));
    meters.gauge(
        "baton.host.store.spilled", BaseUnits.BYTES, "Blobs on disk", data(HostData::spilledBytes));
    meters.gauge("baton.host.store.blobs", null, "Blobs", data(HostData::blobs));
    meters.gauge(
        "baton.host.leases",
        null,
        "Leases of all processes on blobs",
        data(data -> data.holders().stream().mapToLong(BlobHolder::leases).sum()));
    meters.counter(
        "baton.host.received",
        BaseUnits.BYTES,
        "What came from other hosts",
        data(data -> data.copies().receivedBytes()));
  }

  private static ToDoubleFunction<HostAgent> workers(ToDoubleFunction<WorkerStatus> value) {
    return report(report -> report.beat().workers().stream().mapToDouble(value).sum());
  }

  private static ToDoubleFunction<HostAgent> totals(ToDoubleFunction<WorkerTotals> value) {
    return report(report -> value.applyAsDouble(report.totals()));
  }

  private static ToDoubleFunction<HostAgent> data(ToDoubleFunction<HostData> value) {
    return report(report -> value.applyAsDouble(report.beat().data()));
  }

  private static ToDoubleFunction<HostAgent> report(ToDoubleFunction<HostReport> value) {
    return agent -> {
      HostReport last = agent.report();
      return last == null ? 0 : value.applyAsDouble(last);
    };
  }
}
