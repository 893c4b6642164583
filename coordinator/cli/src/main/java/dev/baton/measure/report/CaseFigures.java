package dev.baton.measure.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.baton.measure.Case;
import dev.baton.measure.Spread;
import java.util.List;
import java.util.Map;

/**
 * What {@code baton measure … --json FILE} tells of one case. The names are part of what Baton
 * promises.
 *
 * @param measurement such as {@code recovery}
 * @param name such as {@code worker-killed}
 * @param parameters the circumstances
 * @param unit of the figures
 * @param n how often it was measured
 * @param details other figures, with their units in their names
 * @param distribution pairs of a percentile and a value
 * @param failures why it was measured less often than wanted, or which answer was wrong
 * @param machine where
 * @param version of Baton
 */
@JsonPropertyOrder({
  "measurement",
  "case",
  "parameters",
  "unit",
  "n",
  "min",
  "p50",
  "p90",
  "p99",
  "max",
  "details",
  "distribution",
  "remark",
  "failures",
  "machine",
  "version"
})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CaseFigures(
    String measurement,
    @JsonProperty("case") String name,
    Map<String, Object> parameters,
    String unit,
    long n,
    double min,
    double p50,
    double p90,
    double p99,
    double max,
    Map<String, Double> details,
    List<double[]> distribution,
    String remark,
    List<String> failures,
    String machine,
    String version) {

  /** The figures of a case. */
  public static CaseFigures of(Case measured, String machine, String version) {
    Spread spread = measured.spread();
    return new CaseFigures(
        measured.measurement(),
        measured.name(),
        measured.parameters(),
        measured.unit(),
        spread.n(),
        spread.min(),
        spread.p50(),
        spread.p90(),
        spread.p99(),
        spread.max(),
        measured.details(),
        measured.distribution().stream()
            .map(point -> new double[] {point.percentile(), point.value()})
            .toList(),
        measured.remark(),
        measured.failures(),
        machine,
        version);
  }
}
