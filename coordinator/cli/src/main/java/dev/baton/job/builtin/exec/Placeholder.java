package dev.baton.job.builtin.exec;

import dev.baton.UsageException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A place in a command that is filled from the input, as in GNU parallel: {@code {}}, {@code {.}},
 * {@code {/}}, {@code {//}}, {@code {/.}}, {@code {#}} and {@code {%}}; with a number, as in {@code
 * {2/.}}, of one list of several.
 *
 * @param list which list, from 1; 0 for all, with spaces between
 * @param part what of the value
 */
record Placeholder(int list, Part part) {

  /** Finds placeholders in a text. */
  static final Pattern SYNTAX = Pattern.compile("\\{(\\d{0,4})(|\\.|//?|/\\.|#|%)}");

  /** What of a value is meant. */
  enum Part {
    WHOLE,
    WITHOUT_EXTENSION,
    NAME,
    FOLDER,
    NAME_WITHOUT_EXTENSION,
    NUMBER,
    SLOT;

    /** Whether it is of the command as a whole, and the same for each list. */
    boolean isOfCommand() {
      return this == NUMBER || this == SLOT;
    }
  }

  /**
   * What a match means.
   *
   * @throws UsageException if it means nothing to Baton
   */
  private static Placeholder of(MatchResult match) {
    String digits = match.group(1);
    Part part =
        switch (match.group(2)) {
          case "" -> Part.WHOLE;
          case "." -> Part.WITHOUT_EXTENSION;
          case "/" -> Part.NAME;
          case "//" -> Part.FOLDER;
          case "/." -> Part.NAME_WITHOUT_EXTENSION;
          case "#" -> Part.NUMBER;
          default -> Part.SLOT;
        };
    int list = digits.isEmpty() ? 0 : Integer.parseInt(digits);
    if (!digits.isEmpty() && (list == 0 || part.isOfCommand())) {
      throw new UsageException(
          match.group()
              + " is no placeholder: lists are numbered from 1, and {#} and {%} have no list.");
    }
    return new Placeholder(list, part);
  }

  /**
   * Whether a text has placeholders.
   *
   * @param values how many values a command gets
   * @throws UsageException if one asks for a value that no command gets
   */
  static boolean areIn(String text, int values) {
    boolean found = false;
    for (Matcher match = SYNTAX.matcher(text); match.find(); found = true) {
      int list = of(match).list;
      if (list > values) {
        throw new UsageException(
            "%s asks for list %d, and there %s."
                .formatted(match.group(), list, values == 1 ? "is one" : "are " + values));
      }
    }
    return found;
  }

  /**
   * Refuses the slot in names that have to be known, and different, before any command runs.
   *
   * @param option that has the text
   * @throws UsageException if the text has it
   */
  static void rejectSlot(String option, String text) {
    if (text.contains("{%}")) {
      throw new UsageException(
          "%s %s: {%%} is not known before a command runs, and is the same for many."
              .formatted(option, text));
    }
  }

  /** A text with something else in the place of each placeholder. */
  static String fill(String text, Function<Placeholder, String> value) {
    return SYNTAX
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(value.apply(of(match))));
  }

  /** The text for an input. */
  String text(CommandInput input) {
    if (part == Part.NUMBER) {
      return Long.toString(input.number());
    }
    if (part == Part.SLOT) {
      return input.slot() == CommandInput.NO_SLOT ? "{%}" : Integer.toString(input.slot());
    }
    if (list > 0) { // the last command of a list may get fewer values than the others
      return list > input.values().size() ? "" : part(input, list - 1);
    }
    return IntStream.range(0, input.values().size())
        .mapToObj(i -> part(input, i))
        .collect(Collectors.joining(" "));
  }

  private String part(CommandInput input, int index) {
    String value = input.values().get(index);
    return switch (part) {
      case WITHOUT_EXTENSION -> withoutExtension(value);
      case NAME -> name(value);
      case FOLDER -> folder(value);
      case NAME_WITHOUT_EXTENSION -> withoutExtension(name(value));
      case WHOLE, NUMBER, SLOT -> shipped(input, index).orElse(value);
    };
  }

  /** Where the file is on the host of this task, if it is one that was sent there. */
  private static Optional<String> shipped(CommandInput input, int index) {
    return input.files().stream()
        .filter(file -> file.value() == index)
        .findFirst()
        .flatMap(file -> file.pathHere(input.values().get(index)));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** As {@code dirname} does: without slashes at the end, and of what precedes the name. */
  private static String folder(String path) {
    String named = withoutSlashesAtEnd(path);
    int slash = named.lastIndexOf('/');
    if (slash < 0) {
      return named.isEmpty() && !path.isEmpty() ? "/" : ".";
    }
    String folder = withoutSlashesAtEnd(named.substring(0, slash));
    return folder.isEmpty() ? "/" : folder;
  }

  private static String withoutSlashesAtEnd(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  private static String withoutExtension(String path) {
    int dot = path.lastIndexOf('.');
    return dot <= path.lastIndexOf('/') ? path : path.substring(0, dot);
  }
}
