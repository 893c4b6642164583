package dev.baton.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Lists of values, written one per line.
 *
 * @param element the type of the elements
 */
record ListType<T>(SettingType<T> element) implements SettingType<List<T>> {

  @Override
  public boolean allows(List<T> values) {
    return values.stream()
        .allMatch(value -> element.allows(value) && isOneLine(element.format(value)));
  }

  @Override
  public List<T> normalized(List<T> values) {
    return List.copyOf(values);
  }

  @Override
  public String allowed() {
    return element.allowed() + " in each line";
  }

  @Override
  public List<T> parse(String text) {
    return text.lines().map(element::parse).toList();
  }

  @Override
  public String format(List<T> values) {
    return values.stream().map(element::format).collect(Collectors.joining("\n"));
  }

  @Override
  public String label() {
    return element.label();
  }

  private static boolean isOneLine(String text) {
    return !text.isEmpty() && text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
  }
}
