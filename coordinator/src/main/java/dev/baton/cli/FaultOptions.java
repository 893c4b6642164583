package dev.baton.cli;

import dev.baton.UsageException;
import dev.baton.pool.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a job does about faults. */
final class FaultOptions {

  private static final int MOST_RETRIES = 1_000;
  private static final int MOST_DEATHS = 1_000;

  static final HelpSections.Section SECTION =
      new HelpSections.Section(
          "What it does about faults",
          "--timeout",
          "--retries",
          "--retry-on",
          "--deaths",
          "--speculate",
          "--broker-timeout");

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Limit for one attempt of a task, such as 30s or 5m (default: none).")
  private @Nullable Duration timeout;

  @Option(
      names = "--retries",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "How often a task that failed is tried again, with growing pauses (default:"
              + " ${DEFAULT-VALUE}).")
  private int retries;

  @Option(
      names = "--retry-on",
      paramLabel = "EXCEPTION",
      split = ",",
      description =
          "Retry only these failures and their subclasses, such as IOException (default: all).")
  private List<String> retryOn = new ArrayList<>();

  @Option(
      names = "--deaths",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "A task whose worker has died so often is given up and recorded, see 'baton quarantine'"
              + " (default: ${DEFAULT-VALUE}).")
  private int deaths;

  @Option(
      names = "--speculate",
      description =
          "Start a second copy of a task that takes far longer than the others; the first result"
              + " wins.")
  private boolean speculate;

  @Option(
      names = "--broker-timeout",
      paramLabel = "TIME",
      defaultValue = "5m",
      description =
          "How long the broker may be away before the job fails (default: ${DEFAULT-VALUE}).")
  private Duration brokerTimeout = Duration.ofMinutes(5);

  /** The limit of an attempt; zero for none. */
  Duration timeout() {
    return timeout == null ? Duration.ZERO : timeout;
  }

  /**
   * When a failed task is tried again.
   *
   * @throws UsageException naming the option that makes no sense
   */
  RetryPolicy retry() {
    if (retries < 0 || retries > MOST_RETRIES) {
      throw new UsageException(
          "--retries " + retries + " is not a number from 0 to " + MOST_RETRIES + ".");
    }
    if (retries == 0 && !retryOn.isEmpty()) {
      throw new UsageException("--retry-on needs --retries N: how often?");
    }
    RetryPolicy any = RetryPolicy.upTo(retries);
    return new RetryPolicy(retries, any.firstPause(), any.longestPause(), retryOn);
  }

  /** How many workers a task may cost. */
  int deaths() {
    if (deaths < 1 || deaths > MOST_DEATHS) {
      throw new UsageException(
          "--deaths " + deaths + " is not a number from 1 to " + MOST_DEATHS + ".");
    }
    return deaths;
  }

  boolean speculate() {
    return speculate;
  }

  Duration brokerTimeout() {
    return brokerTimeout;
  }
}
