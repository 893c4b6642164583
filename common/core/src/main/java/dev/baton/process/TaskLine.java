package dev.baton.process;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line that a task has printed in a child process, with the task, as it travels on the child's
 * standard error:
 *
 * <pre>
 * baton:task job=sum-4k7 task=17 attempt=1 The text.
 * </pre>
 *
 * @param task the task, as people read it: {@code job=sum-4k7 task=17 attempt=1}
 * @param text what the task printed
 */
public record TaskLine(String task, String text) {

  private static final String WORD = "baton:task ";
  private static final Pattern SYNTAX =
      Pattern.compile("(?s)" + WORD + "(job=\\S+ task=\\d+ attempt=\\d+) (.*)");

  /**
   * What stands in front of the lines of a task.
   *
   * @param job URL-encoded in the line: it comes from a coordinator, and a line stays a line
   */
  public static String prefix(String job, long task, int attempt) {
    String name = URLEncoder.encode(job, StandardCharsets.UTF_8);
    return WORD + "job=" + name + " task=" + task + " attempt=" + attempt + " ";
  }

  /** Parses a line; null if no task is known to have printed it. */
  public static @Nullable TaskLine parse(String line) {
    if (!line.startsWith(WORD)) {
      return null;
    }
    Matcher parts = SYNTAX.matcher(line);
    return parts.matches() ? new TaskLine(parts.group(1), parts.group(2)) : null;
  }

  /** What was printed, whoever printed it. */
  static String text(String line) {
    TaskLine ofTask = parse(line);
    return ofTask == null ? line : ofTask.text;
  }
}
