package dev.baton.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A short command of the system, run to its end. */
final class Command {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private Command() {}

  /**
   * What a command did.
   *
   * @param exitCode 0 if it did what it should
   * @param output what it printed, errors too
   */
  record Outcome(int exitCode, String output) {}

  /** Runs a command; returns what it printed. */
  static String run(List<String> words) {
    Outcome outcome = attempt(words);
    if (outcome.exitCode() != 0) {
      throw new AssertionError(String.join(" ", words) + ": " + outcome.output());
    }
    return outcome.output();
  }

  /** Runs a command that may fail. */
  static Outcome attempt(List<String> words) {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(String.join(" ", words) + " did not end");
      }
      return new Outcome(process.exitValue(), output);
    } catch (IOException e) {
      return new Outcome(-1, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
