package dev.baton.measure;

import java.util.Locale;

/** Writes measured values with as many digits as mean something: three. */
public final class Figures {

  private static final int DIGITS = 3;
  private static final long KIB = 1024;

  private Figures() {}

  /** Such as "0.0123", "4.56", "78.9" or "12,345". */
  public static String of(double value) {
    if (value == 0) {
      return "0";
    }
    int magnitude = (int) Math.floor(Math.log10(Math.abs(value)));
    int decimals = Math.clamp(DIGITS - 1L - magnitude, 0, 6);
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** A time with the unit that suits it, such as "870 ns", "4.56 ms" or "12.3 s". */
  public static String time(double ns) {
    double size = Math.abs(ns);
    if (size < 1e3) {
      return of(ns) + " ns";
    }
    if (size < 1e6) {
      return of(ns / 1e3) + " µs";
    }
    return size < 1e9 ? of(ns / 1e6) + " ms" : of(ns / 1e9) + " s";
  }

  /** An amount of memory with the unit that suits it, such as "100 B", "64 KiB" or "1.5 GiB". */
  public static String bytes(double bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    double value = bytes;
    int unit = 0;
    while (value >= KIB && unit < units.length - 1) {
      value /= KIB;
      unit++;
    }
    String number =
        value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : of(value);
    return number + ' ' + units[unit];
  }
}
