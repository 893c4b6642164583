package dev.baton.job.builtin.exec;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes what commands have written, each command's whole. For one thread.
 *
 * @param out for their standard output
 * @param err for their standard error
 * @param isTagged whether each line begins with the input, and a tab
 */
record GroupedOutput(PrintStream out, PrintStream err, boolean isTagged) {

  void write(CommandInput input, CommandResult result) {
    byte[] tag =
        isTagged
            ? (String.join(" ", input.values()) + "\t").getBytes(StandardCharsets.UTF_8)
            : new byte[0];
    write(out, result.out(), tag);
    if (result.err().length > 0) {
      out.flush(); // on a terminal, a command's errors come behind its output
      write(err, result.err(), tag);
      err.flush();
    }
  }

  private static void write(PrintStream stream, byte[] bytes, byte[] tag) {
    if (tag.length == 0) {
      stream.write(bytes, 0, bytes.length);
      return;
    }
    for (int start = 0; start < bytes.length; ) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      int next = Math.min(end + 1, bytes.length);
      stream.write(tag, 0, tag.length);
      stream.write(bytes, start, next - start);
      start = next;
    }
  }
}
