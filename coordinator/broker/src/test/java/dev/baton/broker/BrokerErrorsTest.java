package dev.baton.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a broker prints to standard error. */
class BrokerErrorsTest {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream err =
      new PrintStream(new BrokerErrors(printed, Path.of("/data")), false, StandardCharsets.UTF_8);

  @Test
  void aFullDiskIsOneSentence() {
    log("Error while appending records", new IOException("No space left on device"));
    log("Shutdown broker because all log dirs have failed", null);
    log("Error", new IllegalStateException("x", new IOException("No space left on device")));

    assertThat(printed())
        .isEqualTo(
            "The disk that the broker's data is on, in /data, is full. Make room there."
                + System.lineSeparator());
  }

  @Test
  void whatElseHappensIsPrintedAsItIs() {
    log("Something", new IOException("else"));

    assertThat(printed())
        .contains("ERROR Something", "java.io.IOException: else", "\tat dev.baton.broker.");
  }

  /** As the logger does it. */
  private void log(String message, @Nullable Throwable failure) {
    err.println("[main] ERROR " + message);
    if (failure != null) {
      failure.printStackTrace(err);
    }
    err.flush();
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
