package dev.baton.job.builtin.aggregate;

import dev.baton.UsageException;
import java.nio.charset.StandardCharsets;

/**
 * What stands between key and number.
 *
 * @param text one character or more, none of which can be part of a number or end a row
 */
record Delimiter(String text) {

  private static final String FORBIDDEN = "0123456789+-.\r\n";

  /**
   * The delimiter as the user gives it; {@code \t} is a tab.
   *
   * @throws UsageException if numbers could not be told from it
   */
  static Delimiter ofOption(String option) {
    String text = option.replace("\\t", "\t");
    if (text.isEmpty() || text.chars().anyMatch(c -> FORBIDDEN.indexOf(c) >= 0)) {
      throw new UsageException(
          "--delimiter must be at least one character, without digits, '+', '-', '.' and line ends,"
              + " not '"
              + option
              + "'");
    }
    return new Delimiter(text);
  }

  /** Its bytes in the file. */
  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
