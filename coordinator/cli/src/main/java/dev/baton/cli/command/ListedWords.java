package dev.baton.cli.command;

import dev.baton.UsageException;
import dev.baton.config.Suggestion;
import java.util.List;
import java.util.function.Function;

/** Options that name some of several things. */
public final class ListedWords {

  private ListedWords() {}

  /**
   * The things that words name, each once.
   *
   * @param label what a thing is called
   * @throws UsageException if a word names nothing
   */
  public static <T> List<T> find(
      String option, List<String> words, List<T> things, Function<T, String> label) {
    return words.stream()
        .map(String::strip)
        .distinct()
        .map(word -> find(option, word, things, label))
        .toList();
  }

  private static <T> T find(String option, String word, List<T> things, Function<T, String> label) {
    return things.stream()
        .filter(thing -> label.apply(thing).equals(word))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> known = things.stream().map(label).toList();
              String question = Suggestion.question(word, known);
              return new UsageException(
                  option
                      + " knows no '"
                      + word
                      + "'."
                      + (question.isEmpty()
                          ? " Known: " + String.join(", ", known) + "."
                          : question));
            });
  }
}
