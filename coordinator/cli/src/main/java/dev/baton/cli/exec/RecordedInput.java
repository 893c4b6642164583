package dev.baton.cli.exec;

import dev.baton.UsageException;
import dev.baton.job.builtin.exec.InputList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command line in the journal, with its input in full: so a job can be resumed whose input came
 * through a pipe. A word with a 0 in it cannot be typed, and so separates. Stateless.
 */
public final class RecordedInput {

  private static final String LIST = "\0:::";
  private static final String LINKED = "\0:::+";
  private static final String LOST = "\0lost";
  private static final String JOIN = "--join";

  private RecordedInput() {}

  /**
   * What goes into the journal.
   *
   * @param options what was typed before the command
   * @param mostChars how much of input there is room for; without the input, the job cannot be
   *     resumed
   */
  public static List<String> of(
      List<String> options, List<String> command, List<InputList> lists, long mostChars) {
    List<String> words = new ArrayList<>(options);
    words.add("--");
    words.addAll(command);
    if (lists.stream()
            .flatMap(list -> list.values().stream())
            .mapToLong(value -> value.length() + 4L)
            .sum()
        > mostChars) {
      words.add(LOST);
      return words;
    }
    for (InputList list : lists) {
      words.add(list.isLinked() ? LINKED : LIST);
      words.addAll(list.values());
    }
    return words;
  }

  /** Whether the input is in it. */
  public static boolean isWhole(List<String> recorded) {
    return !recorded.contains(LOST);
  }

  /** The command line for people: a join token, which is a secret, is not in it. */
  public static List<String> readable(List<String> recorded) {
    List<String> words = new ArrayList<>();
    boolean isToken = false;
    for (String word : recorded) {
      if (word.startsWith(JOIN + "=") || isToken) {
        words.add(isToken ? "…" : JOIN + "=…");
      } else {
        words.add(word.equals(LOST) ? ":::: -" : isList(word) ? word.substring(1) : word);
      }
      isToken = word.equals(JOIN);
    }
    return words;
  }

  /** The command in the words behind the options. */
  static List<String> command(List<String> words) {
    int end = words.contains(LIST) ? words.indexOf(LIST) : words.size();
    return words.subList(0, end);
  }

  /**
   * The lists in the words behind the options; empty if the words were typed.
   *
   * @throws UsageException if they were too large to be kept
   */
  static Optional<List<InputList>> lists(List<String> words) {
    if (words.contains(LOST)) {
      throw new UsageException(
          "This job cannot be resumed: its input was too large to be kept. Run it again.");
    }
    List<InputList> lists = new ArrayList<>();
    for (String word : words) {
      if (isList(word)) {
        lists.add(new InputList(new ArrayList<>(), word.equals(LINKED)));
      } else if (!lists.isEmpty()) {
        lists.getLast().values().add(word);
      }
    }
    return lists.isEmpty() ? Optional.empty() : Optional.of(lists);
  }

  private static boolean isList(String word) {
    return word.equals(LIST) || word.equals(LINKED);
  }
}
