package dev.baton.job.builtin.exec;

import dev.baton.UsageException;
import java.util.regex.Matcher;

/** Where the quotes of a shell's command line are. Stateless. */
final class ShellQuotes {

  private ShellQuotes() {}

  /**
   * Refuses placeholders within quotes or behind a backslash: Baton quotes what it fills in, and
   * within other quotes its own would end them, and free what is filled in.
   *
   * @throws UsageException if there is one
   */
  static void rejectPlaceholdersWithin(String line) {
    Matcher match = Placeholder.SYNTAX.matcher(line);
    if (line.contains("<<") && match.find()) {
      throw new UsageException(
          "A here-document (<<) would take what is filled in for more than text: give such a"
              + " command to 'sh -c' as one word, with {} as a word behind it, and use \"$0\" in"
              + " it.");
    }
    match.reset();
    char open = 0;
    int at = 0;
    while (match.find()) {
      for (; at < match.start(); at++) {
        char next = line.charAt(at);
        if (open == '\'') {
          open = next == '\'' ? 0 : open;
        } else if (next == '\\') {
          at++;
        } else if (open != 0) {
          open = next == open ? 0 : open;
        } else if (next == '\'' || next == '"' || next == '`') {
          open = next;
        }
      }
      if (open != 0 || at > match.start()) {
        throw new UsageException(
            "%s stands within quotes. 'baton exec --shell' quotes by itself what it fills in: leave"
                    .formatted(match.group())
                + " out the quotes around it.");
      }
    }
  }
}
