package dev.baton.standby;

import dev.baton.UsageException;
import dev.baton.config.Settings;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The status of a standby server.
 *
 * @param pid its process
 * @param free how many workers wait
 * @param inUse how many work for programs
 * @param settings what it was started with
 */
public record StandbyStatus(long pid, int free, int inUse, Settings settings) {

  private static final String SETTING = "setting.";

  Map<String, String> toFields() {
    Map<String, String> fields = new HashMap<>();
    fields.put("pid", Long.toString(pid));
    fields.put("free", Integer.toString(free));
    fields.put("inUse", Integer.toString(inUse));
    settings.toBlock().forEach((name, value) -> fields.put(SETTING + name, value));
    return fields;
  }

  static StandbyStatus of(Map<String, String> fields) throws IOException {
    Map<String, String> block = new HashMap<>();
    fields.forEach(
        (name, value) -> {
          if (name.startsWith(SETTING)) {
            block.put(name.substring(SETTING.length()), value);
          }
        });
    try {
      return new StandbyStatus(
          Long.parseLong(fields.getOrDefault("pid", "")),
          Integer.parseInt(fields.getOrDefault("free", "")),
          Integer.parseInt(fields.getOrDefault("inUse", "")),
          Settings.ofBlock(block));
    } catch (NumberFormatException | UsageException e) {
      throw new IOException("the standby server has another Baton version", e);
    }
  }
}
