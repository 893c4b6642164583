package dev.baton.standby;

import java.nio.file.Path;
import java.util.Map;

/**
 * A worker process that the standby server has started. It reports on its standard output when it
 * is warm.
 *
 * @param process the process
 * @param mark the mark in its environment and in that of the processes its tasks start
 * @param crashFile the file that its JVM writes if it crashes
 */
public record StartedWorker(Process process, String mark, Path crashFile) {

  /**
   * What a worker says when it is warm: from then on it needs only the first block from its agent.
   */
  public static final Map<String, String> WARM = Map.of("standby", "warm");

  /** The line that says so. */
  static final String WARM_LINE = "baton:says standby=warm";

  /** What a program is told about a worker that it gets. */
  record Told(long pid, String mark, Path crashFile) {

    static Told of(Map<String, String> fields) {
      return new Told(
          Long.parseLong(fields.getOrDefault("pid", "")),
          fields.getOrDefault("mark", ""),
          Path.of(fields.getOrDefault("crashFile", "")));
    }
  }

  Map<String, String> toFields() {
    return Map.of(
        "pid", Long.toString(process.pid()), "mark", mark, "crashFile", crashFile.toString());
  }
}
