package dev.baton.cli.exec;

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
   * @param isLinked whether its values belong, one by one, to those of the list before
   * @param words what stands behind the separator
   */
  record Source(boolean areFiles, boolean isLinked, List<String> words) {}

  private static final String LIST = ":::";
  private static final String FILES = "::::";
  private static final String LINKED = "+";

  /** Reads what was typed. */
  static CommandWords typed(List<String> words) {
    List<String> command = new ArrayList<>();
    List<Source> sources = new ArrayList<>();
    List<String> current = command;
    for (String word : words) {
      boolean isLinked = word.equals(LIST + LINKED) || word.equals(FILES + LINKED);
      if (isLinked || word.equals(LIST) || word.equals(FILES)) {
        current = new ArrayList<>();
        sources.add(new Source(word.startsWith(FILES), isLinked, current));
      } else {
        current.add(word);
      }
    }
    return new CommandWords(command, sources);
  }
}
