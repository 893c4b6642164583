package dev.baton.config;

import dev.baton.UsageException;
import java.util.List;
import java.util.Objects;

/**
 * A setting: its name, the type of its values, and its default. It is the same for programs, for
 * the command line, and between processes. Immutable.
 *
 * @param <T> the type of its values
 */
public final class Setting<T> {

  private final String name;
  private final SettingType<T> type;
  private final T initial;
  private final List<String> options;
  private final String label;
  private final String help;

  private Setting(
      String name,
      SettingType<T> type,
      T initial,
      List<String> options,
      String label,
      String help) {
    this.name = name;
    this.type = type;
    this.initial = initial;
    this.options = options;
    this.label = label;
    this.help = help;
  }

  /** A setting that has no option on the command line. */
  static <T> Setting<T> of(String name, SettingType<T> type, T initial) {
    return new Setting<>(name, type, initial, List.of(), type.label(), "");
  }

  /** The settings of several groups. */
  static List<Setting<?>> union(List<List<Setting<?>>> groups) {
    return groups.stream().<Setting<?>>flatMap(List::stream).toList();
  }

  /**
   * The same setting with an option on the command line.
   *
   * @param help what it does; {@code %s} in it stands for the default value
   * @param names names of the option, shortest first
   */
  Setting<T> option(String help, String... names) {
    return new Setting<>(
        name, type, initial, List.of(names), label, help.replace("%s", type.format(initial)));
  }

  /** The same setting with another placeholder in the help. */
  Setting<T> labelled(String words) {
    return new Setting<>(name, type, initial, options, words, help);
  }

  /** Its name in programs and between processes. */
  public String name() {
    return name;
  }

  /** The type of its values. */
  public SettingType<T> type() {
    return type;
  }

  /** Its default value. */
  public T initial() {
    return initial;
  }

  /** Its names on the command line, shortest first; empty if it cannot be set there. */
  public List<String> options() {
    return options;
  }

  /** The placeholder for its value in a help text; empty if it is a switch. */
  public String label() {
    return label;
  }

  /** What it does, for people. */
  public String help() {
    return help;
  }

  /**
   * Checks a value and returns it in normalized form.
   *
   * @throws NullPointerException naming this setting if there is none
   * @throws UsageException naming this setting if the value is not allowed
   */
  public T check(T value) {
    Objects.requireNonNull(value, name);
    if (!type.allows(value)) {
      throw new UsageException(name + " is " + value + "; allowed: " + type.allowed() + ".");
    }
    return type.normalized(value);
  }

  @Override
  public String toString() {
    return name;
  }
}
