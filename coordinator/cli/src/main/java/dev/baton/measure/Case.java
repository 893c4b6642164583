package dev.baton.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that was measured, under given circumstances. Immutable.
 *
 * @param measurement which measurement it belongs to, such as {@code handoff}
 * @param name what was measured, such as {@code kryo-record}; the same words for as long as it
 *     means the same
 * @param parameters the circumstances, numbers and words, in the order in which people read them
 * @param unit of the spread, such as {@code ms}
 * @param spread the values
 * @param details other figures, each with its unit in its name, such as {@code cpuMs}
 * @param distribution percentile by percentile, where that is of interest
 * @param remark what a person should know of it, in few words; may be empty
 * @param failures why there are fewer values than were wanted, or that an answer was wrong
 */
public record Case(
    String measurement,
    String name,
    Map<String, Object> parameters,
    String unit,
    Spread spread,
    Map<String, Double> details,
    List<Point> distribution,
    String remark,
    List<String> failures) {

  /**
   * A point of a distribution.
   *
   * @param percentile from 0 to 100
   * @param value what so many per cent do not exceed
   */
  public record Point(double percentile, double value) {}

  /** Copies the collections. */
  public Case {
    parameters = ordered(parameters);
    details = ordered(details);
    distribution = List.copyOf(distribution);
    failures = List.copyOf(failures);
  }

  /** The first of that name. */
  public static Optional<Case> named(String name, List<Case> cases) {
    return cases.stream().filter(each -> each.name.equals(name)).findFirst();
  }

  /** A case without circumstances. */
  public static Case of(String measurement, String name, String unit, Spread spread) {
    return new Case(measurement, name, Map.of(), unit, spread, Map.of(), List.of(), "", List.of());
  }

  /** The same with other values. */
  public Case measured(Spread values) {
    return new Case(
        measurement, name, parameters, unit, values, details, distribution, remark, failures);
  }

  /** The same with one more circumstance. */
  public Case with(String parameter, Object value) {
    return new Case(
        measurement,
        name,
        plus(parameters, parameter, value),
        unit,
        spread,
        details,
        distribution,
        remark,
        failures);
  }

  /** The same with one more figure. */
  public Case detail(String figure, double value) {
    return new Case(
        measurement,
        name,
        parameters,
        unit,
        spread,
        plus(details, figure, value),
        distribution,
        remark,
        failures);
  }

  /** The same with its distribution. */
  public Case distributed(List<Point> points) {
    return new Case(measurement, name, parameters, unit, spread, details, points, remark, failures);
  }

  /** The same with a remark. */
  public Case remark(String text) {
    return new Case(
        measurement, name, parameters, unit, spread, details, distribution, text, failures);
  }

  /** The same with what went wrong. */
  public Case failed(List<String> reasons) {
    return new Case(
        measurement, name, parameters, unit, spread, details, distribution, remark, reasons);
  }

  /** A circumstance that is a number. */
  public long number(String parameter) {
    return parameters.get(parameter) instanceof Number number ? number.longValue() : 0;
  }

  /** A circumstance as a word. */
  public String word(String parameter) {
    return String.valueOf(parameters.getOrDefault(parameter, ""));
  }

  /** A figure; 0 if the case has none of that name. */
  public double figure(String name) {
    return details.getOrDefault(name, 0.0);
  }

  private static <V> Map<String, V> plus(Map<String, V> map, String key, V value) {
    Map<String, V> more = new LinkedHashMap<>(map);
    more.put(key, value);
    return more;
  }

  private static <V> Map<String, V> ordered(Map<String, V> map) {
    return java.util.Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
