package dev.baton.cli.metrics;

import dev.baton.broker.EmbeddedBroker;
import dev.baton.metrics.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;

/**
 * The figures of an embedded broker as meters; those that Kafka itself counts are not among them.
 *
 * @param pool the name of its pool, which becomes a tag
 */
public record BrokerMetrics(EmbeddedBroker broker, String pool) implements MeterBinder {

  @Override
  public void bindTo(MeterRegistry registry) {
    Meters<EmbeddedBroker> meters = new Meters<>(registry, broker, Tags.of("pool", pool));
    meters.gauge(
        "baton.broker.up",
        null,
        "1 while the broker accepts connections",
        each -> each.answers() ? 1 : 0);
    meters.gauge(
        "baton.broker.records",
        BaseUnits.BYTES,
        "Records on its disk",
        EmbeddedBroker::recordBytes);
    meters.gauge(
        "baton.broker.disk.free",
        BaseUnits.BYTES,
        "What is free on its disk",
        EmbeddedBroker::freeBytes);
    meters.counter(
        "baton.broker.cpu",
        Meters.SECONDS,
        "Processor time of its process",
        each ->
            Meters.seconds(
                ProcessHandle.of(each.pid())
                    .flatMap(process -> process.info().totalCpuDuration())
                    .orElse(Duration.ZERO)
                    .toNanos()));
  }
}
