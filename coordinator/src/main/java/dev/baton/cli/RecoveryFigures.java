package dev.baton.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.baton.measure.Recovery;
import dev.baton.measure.RecoveryPlan;
import dev.baton.measure.Samples;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code baton measure recovery --json FILE} tells of one fault. The names are part of what
 * Baton promises.
 *
 * @param name such as {@code worker-killed}
 * @param unit of the figures
 * @param n how often it was measured
 * @param failures why that is less often than was asked for
 * @param machine where
 * @param version of Baton
 * @param parameters how often it was asked for, the pool's workers and spares, and the seed
 */
@JsonPropertyOrder({
  "case",
  "unit",
  "n",
  "min",
  "p50",
  "p90",
  "p99",
  "max",
  "failures",
  "machine",
  "version",
  "parameters"
})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record RecoveryFigures(
    @JsonProperty("case") String name,
    String unit,
    long n,
    double min,
    double p50,
    double p90,
    double p99,
    double max,
    List<String> failures,
    String machine,
    String version,
    Map<String, Long> parameters) {

  /** The figures of one fault. */
  static RecoveryFigures of(Recovery recovery, RecoveryPlan plan) {
    Samples.Summary summary = recovery.samples().summary();
    return new RecoveryFigures(
        recovery.fault().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        "ms",
        summary.n(),
        summary.min(),
        summary.p50(),
        summary.p90(),
        summary.p99(),
        summary.max(),
        recovery.failures(),
        thisMachine(),
        Version.number(),
        Map.of(
            "times", (long) recovery.wanted(),
            "workers", (long) plan.workers(),
            "spares", (long) plan.spares(),
            "seed", plan.seed()));
  }

  private static String thisMachine() {
    return "%d cores, %s %s %s, Java %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch"),
            System.getProperty("java.version"));
  }
}
