package dev.baton.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.Writer;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A block, the unit that a parent sends to its child: {@code key=value} lines with the escapes of
 * {@link Properties}, ended by a blank line.
 *
 * <p>Stateless and thread-safe; one reader or writer must still be used by one thread at a time.
 */
final class ParentBlock {

  private ParentBlock() {}

  /** Writes one block and flushes, so that the child can act on it at once. */
  static void write(Map<String, String> block, Writer out) throws IOException {
    PropertyLines.write(block, out);
    out.write('\n');
    out.flush();
  }

  /** Reads the next block, or null when the stream ends before a block is complete. */
  static @Nullable Map<String, String> read(BufferedReader in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.isEmpty()) {
        return parse(text.toString());
      }
      text.append(line).append('\n');
    }
    return null;
  }

  private static Map<String, String> parse(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    Map<String, String> block = new TreeMap<>();
    properties.forEach((key, value) -> block.put((String) key, (String) value));
    return Collections.unmodifiableMap(block);
  }
}
