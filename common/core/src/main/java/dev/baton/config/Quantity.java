package dev.baton.config;

import dev.baton.DataSize;
import java.time.Duration;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * Numbers, sizes and durations: amounts with a minimum and a maximum, and optionally a zero with a
 * special meaning.
 *
 * @param label the placeholder in a help text
 * @param noun the name of such a value
 * @param zero how 0 is written if it is allowed beside the range; empty if it is not
 * @param amount converts a value to its amount
 * @param value converts an amount to its value
 * @param reader parses an amount with its unit
 * @param writer formats an amount
 */
record Quantity<T>(
    String label,
    String noun,
    String zero,
    long least,
    long most,
    ToLongFunction<T> amount,
    LongFunction<T> value,
    ToLongFunction<String> reader,
    LongFunction<String> writer)
    implements SettingType<T> {

  /** More than a machine can have, and far below where sums of bytes overflow. */
  private static final long MOST_BYTES = 1L << 50;

  static Quantity<Integer> number(String zero, int least, int most) {
    return new Quantity<>(
        "N",
        "a number",
        zero,
        least,
        most,
        Integer::longValue,
        Math::toIntExact,
        Quantity::parseNumber,
        Long::toString);
  }

  static Quantity<Long> size(String zero, long least) {
    return new Quantity<>(
        "SIZE",
        "a size",
        zero,
        least,
        MOST_BYTES,
        Long::longValue,
        bytes -> bytes,
        text -> DataSize.parse(text).bytes(),
        DataSize::exact);
  }

  static Quantity<Duration> time(String zero) {
    return time(zero, Duration.ofMillis(1));
  }

  static Quantity<Duration> time(String zero, Duration least) {
    return new Quantity<>(
        "TIME",
        "a duration",
        zero,
        least.toMillis(),
        Durations.LONGEST.toMillis(),
        Quantity::millis,
        Duration::ofMillis,
        text -> millis(Durations.parse(text)),
        ms -> Durations.exact(Duration.ofMillis(ms)));
  }

  @Override
  public boolean allows(T quantity) {
    return isAllowed(amount.applyAsLong(quantity));
  }

  @Override
  public T normalized(T quantity) {
    return value.apply(amount.applyAsLong(quantity));
  }

  @Override
  public boolean isNothing(T quantity) {
    return amount.applyAsLong(quantity) == 0;
  }

  @Override
  public String allowed() {
    return (zero.isEmpty() ? "" : "0 (" + zero + ") or ")
        + writer.apply(least)
        + " to "
        + writer.apply(most);
  }

  @Override
  public T parse(String text) {
    if (!zero.isEmpty() && text.equalsIgnoreCase(zero)) {
      return value.apply(0);
    }
    long read = reader.applyAsLong(text);
    if (read < least || read > most) {
      throw new IllegalArgumentException("'" + text + "' is not " + inWords());
    }
    return value.apply(read);
  }

  @Override
  public String format(T quantity) {
    return isNothing(quantity) && !zero.isEmpty()
        ? zero
        : writer.apply(amount.applyAsLong(quantity));
  }

  private boolean isAllowed(long counted) {
    return (counted >= least && counted <= most) || (counted == 0 && !zero.isEmpty());
  }

  private String inWords() {
    return (zero.isEmpty() ? "" : zero + " or ")
        + noun
        + " from "
        + writer.apply(least)
        + " to "
        + writer.apply(most);
  }

  /** Text that is not a number counts as out of every range, and is reported so. */
  private static long parseNumber(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return Long.MIN_VALUE;
    }
  }

  private static long millis(Duration duration) {
    return duration.isNegative() ? -1 : Durations.countable(duration).toMillis();
  }
}
