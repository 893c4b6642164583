package dev.baton.standby;

import dev.baton.process.PropertyLines;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Texts by name, as bytes: the form in which the standby server describes itself in a file and in
 * frames.
 */
final class Fields {

  private Fields() {}

  static byte[] toBytes(Map<String, String> fields) {
    StringBuilder lines = new StringBuilder();
    try {
      PropertyLines.write(fields, lines);
    } catch (IOException e) {
      throw new AssertionError("memory takes what is written", e);
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  static Map<String, String> of(byte[] bytes) throws IOException {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      throw new IOException("no fields: " + e.getMessage(), e);
    }
    Map<String, String> fields = new HashMap<>();
    properties.forEach((name, value) -> fields.put((String) name, (String) value));
    return fields;
  }

  /** A list as numbered fields. */
  static void putAll(Map<String, String> fields, String name, List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      fields.put(name + '.' + i, texts.get(i));
    }
  }

  static List<String> all(Map<String, String> fields, String name) {
    List<String> texts = new ArrayList<>();
    for (String text = fields.get(name + ".0"); text != null; ) {
      texts.add(text);
      text = fields.get(name + '.' + texts.size());
    }
    return texts;
  }
}
