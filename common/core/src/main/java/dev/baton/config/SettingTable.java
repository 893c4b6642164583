package dev.baton.config;

import dev.baton.UsageException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The table of all settings, by name. */
public final class SettingTable {

  private static final Map<String, Setting<?>> BY_NAME = new LinkedHashMap<>();

  static {
    Stream.of(PoolSettings.ALL, TopicSettings.ALL, WorkerSettings.ALL, StoreSettings.ALL)
        .flatMap(List::stream)
        .forEach(setting -> BY_NAME.put(setting.name(), setting));
  }

  private SettingTable() {}

  /** All of them. */
  public static Collection<Setting<?>> all() {
    return List.copyOf(BY_NAME.values());
  }

  /**
   * The setting with that name.
   *
   * @throws UsageException if there is none; the message suggests the one that was probably meant
   */
  static Setting<?> find(String name) {
    Setting<?> found = BY_NAME.get(name);
    if (found == null) {
      throw new UsageException(
          "There is no setting '" + name + "'." + Suggestion.question(name, BY_NAME.keySet()));
    }
    return found;
  }
}
