package dev.baton.config;

import dev.baton.UsageException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values that were set; all others are defaults. Passed between processes as a block of texts.
 * Immutable.
 */
public final class Settings {

  /** Nothing was set. */
  public static final Settings DEFAULT = new Settings(Map.of());

  private final Map<Setting<?>, Object> values;

  private Settings(Map<Setting<?>, Object> values) {
    this.values = values;
  }

  /** The value of a setting. */
  @SuppressWarnings("unchecked") // with() is the only way in
  public <T> T get(Setting<T> setting) {
    return (T) values.getOrDefault(setting, setting.initial());
  }

  /** Whether it was set, even if to its default. */
  public boolean has(Setting<?> setting) {
    return values.containsKey(setting);
  }

  /**
   * The same settings with another value.
   *
   * @throws UsageException naming the setting if the value is not allowed
   */
  public <T> Settings with(Setting<T> setting, T value) {
    Map<Setting<?>, Object> more = new LinkedHashMap<>(values);
    more.put(setting, setting.check(value));
    return new Settings(more);
  }

  /** These settings, overridden by all that the others have set. */
  public Settings with(Settings others) {
    Map<Setting<?>, Object> more = new LinkedHashMap<>(values);
    more.putAll(others.values);
    return new Settings(more);
  }

  /** The values that were set, as texts by name. */
  public Map<String, String> toBlock() {
    Map<String, String> block = new LinkedHashMap<>();
    values.keySet().forEach(setting -> block.put(setting.name(), format(setting)));
    return block;
  }

  /**
   * Reads what {@link #toBlock} wrote.
   *
   * @throws UsageException if a setting is unknown (the message suggests the name that was probably
   *     meant) or a value is not allowed
   */
  public static Settings ofBlock(Map<String, String> block) {
    Settings settings = DEFAULT;
    for (Map.Entry<String, String> line : block.entrySet()) {
      settings = settings.withText(SettingTable.find(line.getKey()), line.getValue());
    }
    return settings;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Settings that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** The values that were set, by name. */
  @Override
  public String toString() {
    return values.toString();
  }

  private <T> String format(Setting<T> setting) {
    return setting.type().format(get(setting));
  }

  private <T> Settings withText(Setting<T> setting, String text) {
    try {
      return with(setting, setting.type().parse(text));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage() + " (" + setting.name() + ").", e);
    }
  }
}
