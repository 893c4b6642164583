package dev.baton.cli.command;

import dev.baton.UsageException;
import dev.baton.config.PoolSettings;
import dev.baton.config.Settings;
import dev.baton.pool.RetryPolicy;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what a job does about faults. */
public final class FaultOptions {

  public static final OptionGroup GROUP =
      new OptionGroup(
          "What it does about faults",
          "--timeout",
          "--retries",
          "--retry-on",
          "--deaths",
          "--speculate",
          "--broker-timeout");

  @Mixin private SettingOptions settings = new SettingOptions(PoolSettings.FAULTS);

  @Option(
      names = "--retry-on",
      paramLabel = "EXCEPTION",
      split = ",",
      description =
          "Retry only these failures and their subclasses, such as IOException (default: all).")
  private List<String> retryOn = new ArrayList<>();

  /** What was typed. */
  public Settings settings() {
    return settings.settings();
  }

  /**
   * When a failed task is tried again.
   *
   * @throws UsageException naming the option that makes no sense
   */
  public RetryPolicy retry() {
    int retries = settings().get(PoolSettings.RETRIES);
    if (retries == 0 && !retryOn.isEmpty()) {
      throw new UsageException("--retry-on needs --retries N: how often?");
    }
    RetryPolicy any = RetryPolicy.upTo(retries);
    return new RetryPolicy(retries, any.firstPause(), any.longestPause(), retryOn);
  }
}
