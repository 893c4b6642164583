package dev.baton.cli.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.baton.EnvironmentException;
import dev.baton.cli.terminal.JsonFile;
import dev.baton.pool.PoolStatistics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --report FILE} tells about a run, as JSON. The names are part of what Baton promises.
 *
 * @param job the job's name
 * @param jobId the run's id, as in events and logs; null if no pool came to be
 * @param outcome {@code done}, {@code failed}, {@code interrupted} or {@code environment}
 * @param error the message, unless done
 * @param tasks how many tasks there were
 * @param done how many of them gave a result
 * @param restored how many of those had their result from before the job was resumed
 * @param failed how many failed for good
 * @param cancelled how many were not needed any more when another failed, or when the run was
 *     interrupted
 * @param retried how many attempts were repeated
 * @param speculated how many tasks that took long got a second copy
 * @param malformedRecords how many records on the pool's channels were none of Baton's
 * @param workers how many worker processes there were
 * @param wallMs from the start of the command's work to the last result, broker and workers
 *     included
 * @param startMs how much of that went by before a worker could take tasks; null if none ever could
 * @param links how many tasks went to workers over each kind of link, counting each attempt
 * @param handoffs by way of handing data over ({@code KRYO}, {@code SHARED}): tasks and bytes
 * @param phases that the next are summed over tasks
 * @param phasesMs milliseconds by phase, added up over all tasks, so that with two workers two
 *     seconds pass in one
 */
@JsonPropertyOrder({
  "job",
  "jobId",
  "outcome",
  "error",
  "tasks",
  "done",
  "restored",
  "failed",
  "cancelled",
  "retried",
  "speculated",
  "malformedRecords",
  "workers",
  "wallMs",
  "startMs",
  "links",
  "handoffs",
  "phases",
  "phasesMs"
})
@JsonInclude(JsonInclude.Include.NON_NULL)
record RunReport(
    String job,
    @Nullable String jobId,
    Outcome outcome,
    @Nullable String error,
    long tasks,
    long done,
    long restored,
    long failed,
    long cancelled,
    long retried,
    long speculated,
    long malformedRecords,
    int workers,
    double wallMs,
    @Nullable Double startMs,
    Map<String, Long> links,
    Map<String, Traffic> handoffs,
    String phases,
    Map<String, Double> phasesMs) {

  /** What the milliseconds of the phases are, for whoever reads the file. */
  private static final String PHASES = "summed over tasks";

  /** How a run ended. */
  enum Outcome {
    done,
    failed,
    interrupted,
    environment
  }

  /** What went one way. */
  record Traffic(long tasks, long bytes) {}

  /**
   * The report of a run.
   *
   * @param start how much of {@code wall} the pool took to start; null if it did not
   * @param statistics what the pool did; null if none came to be
   */
  static RunReport of(
      String job,
      Outcome outcome,
      @Nullable String error,
      Duration wall,
      @Nullable Duration start,
      @Nullable PoolStatistics statistics) {
    if (statistics == null) {
      return new RunReport(
          job, null, outcome, error, 0, 0, 0, 0, 0, 0, 0, 0, 0, ms(wall), null, Map.of(), Map.of(),
          PHASES, Map.of());
    }
    Map<String, Long> links = new LinkedHashMap<>();
    statistics.links().forEach((link, tasks) -> links.put(link.name(), tasks));
    Map<String, Traffic> handoffs = new LinkedHashMap<>();
    statistics
        .handoffs()
        .forEach(
            (way, count) -> handoffs.put(way.name(), new Traffic(count.tasks(), count.bytes())));
    Map<String, Double> phases = new LinkedHashMap<>();
    statistics.phases().forEach((phase, time) -> phases.put(camelCase(phase.name()), ms(time)));
    return new RunReport(
        job,
        statistics.jobId(),
        outcome,
        error,
        statistics.tasks(),
        statistics.done(),
        statistics.restored(),
        statistics.failed(),
        statistics.cancelled(),
        statistics.retried(),
        statistics.speculated(),
        statistics.malformedRecords(),
        statistics.workers(),
        ms(wall),
        start == null ? null : ms(start),
        links,
        handoffs,
        PHASES,
        phases);
  }

  private static double ms(Duration time) {
    return Math.rint(time.toNanos() / 1e3) / 1e3;
  }

  private static String camelCase(String constant) {
    StringBuilder name = new StringBuilder();
    for (String word : constant.toLowerCase(Locale.ROOT).split("_", -1)) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }

  /**
   * Writes the report.
   *
   * @throws EnvironmentException naming the file
   */
  void write(Path file) {
    JsonFile.write(file, "report", this);
  }
}
