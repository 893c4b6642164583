package dev.baton.process;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One line of the child's half of the protocol, on its standard output.
 *
 * <pre>
 * baton:ready port=9092 dir=%2Ftmp%2Fx     all values URL-encoded, so that a line stays a line
 * baton:says standby=warm
 * baton:error No+room+left.
 * </pre>
 *
 * Anything else is {@link Other}: output of a library or of user code.
 */
sealed interface ChildLine {

  /** The child has started, and tells its parent what it must know. */
  record Ready(Map<String, String> values) implements ChildLine {}

  /** A later message of the child. */
  record Said(Map<String, String> values) implements ChildLine {}

  /** The child cannot go on; the message is meant for a person. */
  record Failed(String message) implements ChildLine {}

  /** A line that is not part of the protocol. */
  record Other(String text) implements ChildLine {}

  String READY = "baton:ready";
  String SAYS = "baton:says";
  String ERROR = "baton:error";

  static String ready(Map<String, String> values) {
    return line(READY, values);
  }

  static String says(Map<String, String> values) {
    return line(SAYS, values);
  }

  private static String line(String word, Map<String, String> values) {
    return new TreeMap<>(values)
        .entrySet().stream()
            .map(entry -> " " + encode(entry.getKey()) + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("", word, ""));
  }

  static String error(String message) {
    return ERROR + " " + encode(message);
  }

  /** Parses a line; a line that is not proper protocol is treated as output. */
  static ChildLine parse(String line) {
    try {
      if (line.equals(READY)) {
        return new Ready(Map.of());
      }
      if (line.startsWith(READY + " ")) {
        return new Ready(values(line.substring(READY.length() + 1)));
      }
      if (line.startsWith(SAYS + " ")) {
        return new Said(values(line.substring(SAYS.length() + 1)));
      }
      if (line.startsWith(ERROR + " ")) {
        return new Failed(decode(line.substring(ERROR.length() + 1)));
      }
      return new Other(line);
    } catch (IllegalArgumentException e) {
      return new Other(line);
    }
  }

  private static Map<String, String> values(String pairs) {
    Map<String, String> values = new TreeMap<>();
    for (String pair : pairs.split(" ", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("no value in " + pair);
      }
      values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
    }
    return Collections.unmodifiableMap(values);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
