package dev.baton.cli.command;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how many, as people write it: {@code 20000}, {@code 20_000}, {@code 20k}, {@code 10m}. */
public final class CountConverter implements ITypeConverter<Integer> {

  private static final Pattern SYNTAX = Pattern.compile("(\\d+(?:_\\d+)*)([km]?)");
  private static final long THOUSAND = 1_000;

  @Override
  public Integer convert(String text) {
    Matcher matcher = SYNTAX.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is not a number such as 20000, 20_000, 20k or 10m");
    }
    long unit =
        switch (matcher.group(2)) {
          case "k" -> THOUSAND;
          case "m" -> THOUSAND * THOUSAND;
          default -> 1;
        };
    try {
      return Math.toIntExact(
          Math.multiplyExact(Long.parseLong(matcher.group(1).replace("_", "")), unit));
    } catch (ArithmeticException | NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is too large");
    }
  }
}
