package dev.baton.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResultStreamTest {

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        throw new IOException(message);
      }
    };
  }

  @Test
  void resultsAreUtf8() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ResultStream stream = new ResultStream(bytes, false);

    stream.println("größe");
    stream.flush();

    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("größe");
  }

  @Test
  void readerThatHasGoneEndsTheWriting() {
    ResultStream stream = new ResultStream(failing("Broken pipe"), false);
    stream.println("one line fits into the buffer");

    assertThatExceptionOfType(ResultStream.ClosedPipeException.class).isThrownBy(stream::flush);
  }

  @Test
  void fullDiskIsNotTakenForSuccess() {
    ResultStream stream = new ResultStream(failing("No space left on device"), true);

    assertThatExceptionOfType(ResultStream.WriteException.class)
        .isThrownBy(() -> stream.println("x"))
        .withMessage("Cannot write the result: No space left on device.");
  }

  @Test
  void roomIsMadeBeforeEachWrite() {
    StringBuilder events = new StringBuilder();
    OutputStream target =
        new OutputStream() {
          @Override
          public void write(int value) {
            events.append((char) value);
          }
        };
    ResultStream stream = new ResultStream(target, false);
    stream.beforeWrite(() -> events.append('|'));

    stream.print("ab");
    stream.flush();

    assertThat(events).hasToString("|ab");
  }
}
