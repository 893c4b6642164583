package dev.baton.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the values of a setting are: which are allowed, and how they are written. Each value that is
 * allowed is read back from what it is written as. Immutable.
 *
 * @param <T> the values' type
 */
public interface SettingType<T> {

  /** Whether the value is one of these. */
  boolean allows(T value);

  /** Which values are allowed, for a program: {@code 0 (auto) or 1 to 1024}. */
  String allowed();

  /**
   * Reads a value, written as people do.
   *
   * @throws IllegalArgumentException if it is none that is allowed, with what is: {@code 'x' is not
   *     auto or a number from 1 to 1024}
   */
  T parse(String text);

  /** Writes a value, in the shortest way that people do. */
  String format(T value);

  /** What stands for a value in a help text, such as {@code TIME}; nothing for a switch. */
  String label();

  /** The value as it is counted with; for most types as it is. */
  default T normalized(T value) {
    return value;
  }

  /** Whether the value asks for nothing. */
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
   * @param what which names those are, such as {@code a name of letters}
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

  /** Any number of values, a line each. */
  static <T> SettingType<List<T>> list(SettingType<T> element) {
    return new ListType<>(element);
  }
}
