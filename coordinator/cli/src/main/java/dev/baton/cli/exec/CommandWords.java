package dev.baton.cli.exec;

import dev.baton.UsageException;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands behind the options: a command, and the lists of its input.
 *
 * @param command the words of the command
 * @param sources of the input, in their order; none for standard input
 */
record CommandWords(List<String> command, List<Source> sources) {

  /**
   * Where a list comes from.
   *
   * @param areFiles whether the words name files that hold it, or are it
   * @param words what stands behind the separator
   */
  record Source(boolean areFiles, List<String> words) {}

  private static final String LIST = ":::";
  private static final String FILES = "::::";

  /**
   * Reads what was typed.
   *
   * @throws UsageException if it means nothing
   */
  static CommandWords typed(List<String> words) {
    List<String> command = new ArrayList<>();
    List<Source> sources = new ArrayList<>();
    List<String> current = command;
    for (String word : words) {
      if (word.equals(LIST) || word.equals(FILES)) {
        current = new ArrayList<>();
        sources.add(new Source(word.equals(FILES), current));
      } else if (word.equals(":::+") || word.equals("::::+")) {
        throw new UsageException(
            word
                + " is GNU parallel's, and not known to 'baton exec': put what belongs together"
                + " into one value, and take it apart in the command.");
      } else {
        current.add(word);
      }
    }
    return new CommandWords(command, sources);
  }
}
