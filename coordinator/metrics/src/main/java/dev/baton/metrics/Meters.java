package dev.baton.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Registers meters that read what something counts anyway.
 *
 * @param registry where they go
 * @param source what they are asked of; the registry does not keep it alive
 * @param tags those that each meter gets
 */
public record Meters<T>(MeterRegistry registry, T source, Tags tags) {

  /** The unit of time in Prometheus. */
  public static final String SECONDS = "seconds";

  private static final double NS_PER_S = 1e9;

  /** A time in that unit. */
  public static double seconds(long ns) {
    return ns / NS_PER_S;
  }

  /** The same with a further tag. */
  public Meters<T> with(String tag, String value) {
    return new Meters<>(registry, source, tags.and(tag, value));
  }

  /** The same with a further tag: the constant's name in lower case. */
  public Meters<T> with(String tag, Enum<?> value) {
    return with(tag, value.name().toLowerCase(Locale.ROOT));
  }

  /** Registers what only grows. */
  public void counter(String name, @Nullable String unit, String what, ToDoubleFunction<T> count) {
    FunctionCounter.builder(name, source, count)
        .baseUnit(unit)
        .description(what)
        .tags(tags)
        .register(registry);
  }

  /** Registers what goes up and down. */
  public void gauge(String name, @Nullable String unit, String what, ToDoubleFunction<T> value) {
    Gauge.builder(name, source, value)
        .baseUnit(unit)
        .description(what)
        .tags(tags)
        .register(registry);
  }
}
