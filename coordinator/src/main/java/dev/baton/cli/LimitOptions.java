package dev.baton.cli;

import dev.baton.UsageException;
import dev.baton.agent.WorkerLimits;
import dev.baton.config.DataSize;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say when a worker process is ended or replaced. */
final class LimitOptions {

  private static final int MOST_SPARES = 64;

  static final HelpSections.Section SECTION =
      new HelpSections.Section(
          "When a worker is ended or replaced",
          "--grace",
          "--hang-timeout",
          "--max-tasks-per-worker",
          "--max-rss",
          "--spares");

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      description =
          "How long a task may go on after its interrupt, by a timeout or a cancellation, before"
              + " its process is ended (default: 5s).")
  private @Nullable Duration grace;

  @Option(
      names = "--hang-timeout",
      paramLabel = "TIME",
      description =
          "How long a worker may show no sign of life before it is killed (default: 10s).")
  private @Nullable Duration hangTimeout;

  @Option(
      names = "--max-tasks-per-worker",
      paramLabel = "N",
      description = "Replace a worker by a new process after N tasks (default: never).")
  private @Nullable Integer maxTasks;

  @Option(
      names = "--max-rss",
      paramLabel = "SIZE",
      description =
          "Replace a worker by a new process when it has more memory of its own, such as 2g"
              + " (default: never).")
  private @Nullable DataSize maxRss;

  @Option(
      names = "--spares",
      paramLabel = "N",
      defaultValue = "0",
      description = "Worker processes that wait, warm, for one to die (default: ${DEFAULT-VALUE}).")
  private int spares;

  /** Which of these options were given. */
  List<String> given() {
    return Stream.of(
            grace == null ? "" : "--grace",
            hangTimeout == null ? "" : "--hang-timeout",
            maxTasks == null ? "" : "--max-tasks-per-worker",
            maxRss == null ? "" : "--max-rss",
            spares == 0 ? "" : "--spares")
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /**
   * The limits.
   *
   * @throws UsageException naming the option that is out of range
   */
  WorkerLimits limits() {
    WorkerLimits limits = WorkerLimits.DEFAULT;
    if (grace != null) {
      limits = limits.withGrace(grace);
    }
    if (hangTimeout != null) {
      limits = limits.withHang(hangTimeout);
    }
    if (maxTasks != null) {
      if (maxTasks < 1) {
        throw new UsageException(
            "--max-tasks-per-worker " + maxTasks + " is not a number above 0.");
      }
      limits = limits.withMaxTasks(maxTasks);
    }
    return maxRss == null ? limits : limits.withMaxRss(maxRss.bytes());
  }

  /** How many spares. */
  int spares() {
    if (spares < 0 || spares > MOST_SPARES) {
      throw new UsageException(
          "--spares " + spares + " is not a number from 0 to " + MOST_SPARES + ".");
    }
    return spares;
  }
}
