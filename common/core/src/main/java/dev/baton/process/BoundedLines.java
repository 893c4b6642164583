package dev.baton.process;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of a text whose writer is not trusted to end them: a line that is too long is split,
 * so that output without a newline cannot fill the reader's memory. For one thread.
 */
final class BoundedLines {

  /** More than any line of the child protocol with a message for a person. */
  static final int LONGEST = 32 << 10;

  private final Reader in;
  private final char[] chunk = new char[8 << 10];
  private final StringBuilder line = new StringBuilder();
  private int from;
  private int to;

  BoundedLines(Reader in) {
    this.in = in;
  }

  /** The next line without its end, or null at the end of the text. */
  @Nullable String next() throws IOException {
    while (true) {
      if (from == to) {
        from = 0;
        to = Math.max(0, in.read(chunk));
        if (to == 0) {
          return line.isEmpty() ? null : take();
        }
      }
      char next = chunk[from++];
      if (next == '\n') {
        return take();
      }
      line.append(next);
      if (line.length() == LONGEST) {
        return take();
      }
    }
  }

  private String take() {
    int length = line.length();
    int end = length > 0 && line.charAt(length - 1) == '\r' ? length - 1 : length;
    String taken = line.substring(0, end);
    line.setLength(0);
    return taken;
  }
}
