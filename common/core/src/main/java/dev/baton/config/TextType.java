package dev.baton.config;

import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Values without an order: names, switches, paths.
 *
 * @param label the placeholder in a help text
 * @param allowed a description of the allowed values
 * @param reader parses a value; throws an {@link IllegalArgumentException} if it is not one
 * @param writer formats a value
 */
record TextType<T>(
    String label, String allowed, Function<String, T> reader, Function<T, String> writer)
    implements SettingType<T> {

  static TextType<String> name(Pattern pattern, String what) {
    return new TextType<>(
        "NAME",
        what,
        text -> {
          if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
          }
          return text;
        },
        text -> text);
  }

  static <E extends Enum<E>> TextType<E> choice(Class<E> constants) {
    String words =
        Stream.of(constants.getEnumConstants())
            .map(TextType::word)
            .collect(Collectors.joining("|"));
    return new TextType<>(
        words,
        words,
        text -> Enum.valueOf(constants, text.toUpperCase(Locale.ROOT)),
        TextType::word);
  }

  static boolean parseFlag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  @Override
  public boolean allows(T value) {
    try {
      return reader.apply(writer.apply(value)).equals(value);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public T parse(String text) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "' is not " + allowed, e);
    }
  }

  @Override
  public String format(T value) {
    return writer.apply(value);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
