package dev.baton.job.builtin;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text on its way to standard output, in UTF-8 whatever the locale says: a result must not depend
 * on the terminal it is shown on. Used by one thread at a time.
 */
public final class Utf8Output {

  private static final int BUFFER_BYTES = 1 << 16;

  private final PrintStream out;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int size;
  private boolean broken;

  /** Text for this stream. */
  public Utf8Output(PrintStream out) {
    this.out = out;
  }

  /** Adds text. */
  public void append(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    append(bytes, 0, bytes.length);
  }

  /** Adds text that is UTF-8 already. */
  public void append(byte[] bytes, int offset, int length) {
    if (size + length > BUFFER_BYTES) {
      flush();
    }
    if (length > buffer.length) {
      buffer = Arrays.copyOf(buffer, length);
    }
    System.arraycopy(bytes, offset, buffer, size, length);
    size += length;
  }

  /** Hands everything to the stream. */
  public void flush() {
    out.write(buffer, 0, size);
    size = 0;
    broken |= out.checkError();
  }

  /** Whether nobody reads the stream any more, as after {@code | head}. */
  public boolean isBroken() {
    return broken;
  }
}
