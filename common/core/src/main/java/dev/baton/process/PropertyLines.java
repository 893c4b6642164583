package dev.baton.process;

import java.io.IOException;
import java.util.Map;

/**
 * Writes texts by name as lines that {@link java.util.Properties#load(java.io.Reader)} reads. The
 * output of {@code Properties} itself begins with the date, for which the JDK loads some two
 * hundred classes that most processes do not otherwise need. Stateless and thread-safe.
 */
public final class PropertyLines {

  private PropertyLines() {}

  /** Writes one line for each text. */
  public static void write(Map<String, String> texts, Appendable out) throws IOException {
    for (Map.Entry<String, String> text : texts.entrySet()) {
      append(text.getKey(), true, out);
      out.append('=');
      append(text.getValue(), false, out);
      out.append('\n');
    }
  }

  private static void append(String text, boolean isName, Appendable out) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      switch (next) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\f' -> out.append("\\f");
        case '\\' -> out.append("\\\\");
        case ' ' -> out.append(isName || i == 0 ? "\\ " : " ");
        case '=', ':', '#', '!' -> {
          if (isName) {
            out.append('\\');
          }
          out.append(next);
        }
        default -> out.append(next);
      }
    }
  }
}
