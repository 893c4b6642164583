package dev.baton.worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What one task prints, cut into lines; a line that is too long is split between two characters.
 * Thread-safe, as a task may print from several threads.
 */
final class PrintedLines {

  /** So many are still one line to the agent, with what stands in front of it. */
  private static final int LONGEST_BYTES = 16 << 10;

  private final byte[] prefix;
  private final TaskOutput output;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(0);

  /**
   * Begins with nothing.
   *
   * @param prefix what stands in front of each line
   */
  PrintedLines(String prefix, TaskOutput output) {
    this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
    this.output = output;
  }

  synchronized void add(byte[] bytes, int offset, int length) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream(prefix.length + length + 1);
    int from = offset;
    for (int i = offset; i < offset + length; i++) {
      boolean isEnd = bytes[i] == '\n';
      boolean isTooLong = line.size() + i - from >= LONGEST_BYTES && isStartOfCharacter(bytes[i]);
      if (isEnd || isTooLong) {
        line.write(bytes, from, i - from);
        take(whole);
        from = isEnd ? i + 1 : i;
      }
    }
    line.write(bytes, from, offset + length - from);
    if (whole.size() > 0) {
      output.pass(whole.toByteArray());
    }
  }

  /** Ends a line that has begun: no more of it will come. */
  void end() {
    output.ended(this);
    try {
      synchronized (this) {
        if (line.size() > 0) {
          add(new byte[] {'\n'}, 0, 1);
        }
      }
    } catch (IOException e) {
      // The agent is gone, and with it whoever would have read this.
    }
  }

  private void take(ByteArrayOutputStream whole) {
    whole.writeBytes(prefix);
    whole.writeBytes(line.toByteArray());
    whole.write('\n');
    line.reset();
  }

  private static boolean isStartOfCharacter(byte utf8) {
    return (utf8 & 0xC0) != 0x80;
  }
}
