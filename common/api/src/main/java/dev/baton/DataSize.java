package dev.baton;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, written as people write it: {@code 256m}, {@code 1g}, {@code 512MiB}, {@code
 * 65536}.
 *
 * <p>Units are powers of 1024, as in the JVM's {@code -Xmx}. Immutable.
 *
 * @param bytes the number of bytes, 0 or more
 */
public record DataSize(long bytes) {

  private static final Pattern SYNTAX = Pattern.compile("(\\d{1,18})\\s*([kmgt]?)(i?b)?");
  private static final String UNITS = "kmgt";

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public DataSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("A size cannot be negative: " + bytes);
    }
  }

  /**
   * Parses a size.
   *
   * @param text a whole number, optionally followed by {@code k}, {@code m}, {@code g} or {@code t}
   *     and by {@code b} or {@code ib}, in either case
   * @return the size
   * @throws IllegalArgumentException if the text is not a size, or the size does not fit into a
   *     {@code long}
   */
  public static DataSize parse(String text) {
    Matcher matcher = SYNTAX.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a size such as 256m or 1g");
    }
    int shift = 10 * (UNITS.indexOf(matcher.group(2)) + 1);
    if (matcher.group(2).isEmpty()) {
      shift = 0;
    }
    long number = Long.parseLong(matcher.group(1));
    if (number > Long.MAX_VALUE >> shift) {
      throw new IllegalArgumentException("'" + text + "' is too large");
    }
    return new DataSize(number << shift);
  }

  /**
   * Formats a size for people: in the largest unit in which it is 1 or more, rounded to one decimal
   * place.
   *
   * @param bytes the number of bytes, 0 or more
   * @return the text, such as {@code 1.5 GiB}
   */
  public static String format(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double amount = bytes / 1024.0;
    int unit = 0;
    while (amount >= 1023.95 && unit < UNITS.length() - 1) {
      amount /= 1024;
      unit++;
    }
    String pattern = amount >= 10 && Math.rint(amount) == amount ? "%.0f %siB" : "%.1f %siB";
    return String.format(
        Locale.ROOT, pattern, amount, UNITS.substring(unit, unit + 1).toUpperCase(Locale.ROOT));
  }

  /**
   * Formats a size without rounding, so that {@link #parse} reads the same size back.
   *
   * @param bytes the number of bytes, 0 or more
   * @return the text, such as {@code 1536m}
   */
  public static String exact(long bytes) {
    int unit = Math.min(Long.numberOfTrailingZeros(bytes) / 10, UNITS.length());
    return bytes == 0 || unit == 0
        ? Long.toString(bytes)
        : (bytes >> (10 * unit)) + UNITS.substring(unit - 1, unit);
  }

  /** {@return the size for people; see {@link #format}} */
  @Override
  public String toString() {
    return format(bytes);
  }
}
