package dev.baton.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The type of a setting's values: which are allowed, and how they are written. Each allowed value,
 * once written, can be read back. Immutable.
 *
 * @param <T> the values' type
 */
public interface SettingType<T> {

  /** Whether the value is allowed. */
  boolean allows(T value);

  /** Describes the allowed values, for a program: {@code 0 (auto) or 1 to 1024}. */
  String allowed();

  /**
   * Parses a value as people write it.
   *
   * @throws IllegalArgumentException if it is not allowed; the message says what is: {@code 'x' is
   *     not auto or a number from 1 to 1024}
   */
  T parse(String text);

  /** Formats a value in the shortest form that people use. */
  String format(T value);

  /** The placeholder for a value in a help text, such as {@code TIME}; empty for a switch. */
  String label();

  /** The value in the form used for computing; for most types the value itself. */
  default T normalized(T value) {
    return value;
  }

  /** Whether the value requests nothing. */
  default boolean isNothing(T value) {
    return false;
  }

  /** A number. */
  static SettingType<Integer> number(int least, int most) {
    return Quantity.number("", least, most);
  }

  /** A number, or 0, which is written as {@code zero}. */
  static SettingType<Integer> number(String zero, int least, int most) {
    return Quantity.number(zero, least, most);
  }

  /** An amount of bytes, or 0, which is written as {@code zero}. */
  static SettingType<Long> size(String zero, long least) {
    return Quantity.size(zero, least);
  }

  /** A duration of a millisecond or more. */
  static SettingType<Duration> time() {
    return Quantity.time("");
  }

  /** A duration, or zero, which is written as {@code zero}. */
  static SettingType<Duration> time(String zero) {
    return Quantity.time(zero);
  }

  /** A duration that is not shorter than {@code least}. */
  static SettingType<Duration> time(Duration least) {
    return Quantity.time("", least);
  }

  /** Yes or no. */
  static SettingType<Boolean> flag() {
    return new TextType<>("", "true or false", TextType::parseFlag, String::valueOf);
  }

  /** One of the constants of an enum, written in lower case. */
  static <E extends Enum<E>> SettingType<E> choice(Class<E> constants) {
    return TextType.choice(constants);
  }

  /**
   * A name that the pattern matches.
   *
   * @param what a description of such names, such as {@code a name of letters}
   */
  static SettingType<String> name(Pattern pattern, String what) {
    return TextType.name(pattern, what);
  }

  /** Any text. */
  static SettingType<String> text() {
    return new TextType<>("TEXT", "a text", text -> text, text -> text);
  }

  /** A file or directory. */
  static SettingType<Path> path() {
    return new TextType<>("FILE", "a path", Path::of, Path::toString);
  }

  /** Any number of values, one per line. */
  static <T> SettingType<List<T>> list(SettingType<T> element) {
    return new ListType<>(element);
  }
}
