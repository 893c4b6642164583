package dev.baton.job.builtin.exec;

import dev.baton.UsageException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the quotes of a shell's command line are, and what else makes a shell take what is filled
 * in for more than text. In doubt, a placeholder is refused. For one line.
 */
final class ShellQuotes {

  private static final String WAY_OUT =
      "Give such a command to 'sh -c' as one word, with {} as a word behind it, and use \"$0\" in"
          + " it.";

  /** A backslash with what it escapes; with a line end, nothing is left of both. */
  private static final Pattern CONTINUED = Pattern.compile("(\\\\[^\n])|\\\\\n");

  /** What a character stands in. */
  private enum Place {
    SINGLE_QUOTES("quotes"),
    DOUBLE_QUOTES("quotes"),
    BACKQUOTES("quotes"),
    /** {@code ( )} and {@code $( )}, in which a command begins anew. */
    COMMAND(""),
    ARITHMETIC("an arithmetic expression"),
    /** Within arithmetic. */
    PARENTHESES("an arithmetic expression"),
    PARAMETER("${ }"),
    COMMENT("a comment");

    private final String name;

    Place(String name) {
      this.name = name;
    }
  }

  private final String line;
  private final Deque<Place> open = new ArrayDeque<>();
  private int at;

  /** Whether shells differ in what this line means, or this class does not know. */
  private boolean isUnclear;

  private ShellQuotes(String line) {
    this.line = line;
  }

  /**
   * Refuses placeholders within quotes or behind a backslash: Baton quotes what it fills in, and
   * within other quotes its own would end them, and free what is filled in. Also refuses them where
   * quotes are no quotes: in here-documents, comments and expansions.
   *
   * @throws UsageException if there is one
   */
  static void rejectPlaceholdersWithin(String line) {
    reject(line);
    String joined = CONTINUED.matcher(line).replaceAll("$1");
    if (!joined.equals(line)) { // a shell sees neither, except within single quotes
      reject(joined);
    }
  }

  private static void reject(String line) {
    Matcher match = Placeholder.SYNTAX.matcher(line);
    if (line.contains("<<") && match.find()) {
      throw new UsageException(
          "A here-document (<<) would take what is filled in for more than text. " + WAY_OUT);
    }
    match.reset();
    ShellQuotes quotes = new ShellQuotes(line);
    while (match.find()) {
      quotes.readTo(match.start());
      quotes.requireOutside(match.group(), match.start());
      quotes.at = match.end();
    }
  }

  private void requireOutside(String placeholder, int start) {
    for (Place place : open) {
      if (place.name.equals(Place.DOUBLE_QUOTES.name)) {
        throw withinQuotes(placeholder);
      }
    }
    if (at > start) {
      throw withinQuotes(placeholder);
    }
    for (Place place : open) {
      if (place != Place.COMMAND) {
        throw new UsageException(
            "%s stands within %s, where a shell takes what is filled in for more than text. %s"
                .formatted(placeholder, place.name, WAY_OUT));
      }
    }
    if (isUnclear || (start > 0 && line.charAt(start - 1) == '$')) {
      throw new UsageException(
          "It is not certain that a shell would take what is filled in for %s for text alone. %s"
              .formatted(placeholder, WAY_OUT));
    }
  }

  private static UsageException withinQuotes(String placeholder) {
    return new UsageException(
        "%s stands within quotes. 'baton exec --shell' quotes by itself what it fills in: leave out"
                .formatted(placeholder)
            + " the quotes around it.");
  }

  private void readTo(int end) {
    while (at < end) {
      Place place = open.peek();
      char next = line.charAt(at);
      switch (place) {
        case SINGLE_QUOTES -> closeAt(next == '\'');
        case COMMENT -> closeAt(next == '\n');
        case BACKQUOTES -> {
          skipIfEscaped(next);
          closeAt(next == '`');
        }
        case DOUBLE_QUOTES -> {
          if (next == '"') {
            open.pop();
          } else {
            expansion(next);
          }
        }
        case ARITHMETIC, PARENTHESES -> arithmetic(place, next);
        case PARAMETER -> {
          if (next == '}') {
            open.pop();
          } else {
            // Within "${…}", shells differ on whether this is a quote.
            isUnclear |= next == '\'' && open.contains(Place.DOUBLE_QUOTES);
            quote(next);
          }
        }
        case null -> command(next);
        case COMMAND -> command(next);
      }
      at++;
    }
  }

  private void closeAt(boolean isEnd) {
    if (isEnd) {
      open.pop();
    }
  }

  private void skipIfEscaped(char next) {
    if (next == '\\') {
      at++;
    }
  }

  private void command(char next) {
    if (next == '#' && isAtStartOfWord()) {
      open.push(Place.COMMENT);
    } else if (line.startsWith("((", at)) {
      open.push(Place.ARITHMETIC); // of bash; elsewhere two subshells
      at++;
    } else if (next == '(') {
      open.push(Place.COMMAND);
    } else if (next == ')') {
      closeAt(open.peek() == Place.COMMAND); // else of a pattern of 'case'
    } else {
      isUnclear |= line.startsWith("case", at) && isAtStartOfWord() && open.size() > 1;
      quote(next);
    }
  }

  private boolean isAtStartOfWord() {
    return at == 0 || " \t\n;&|()`".indexOf(line.charAt(at - 1)) >= 0;
  }

  private void quote(char next) {
    if (next == '\'') {
      isUnclear |= at > 0 && line.charAt(at - 1) == '$'; // has escapes, in some shells
      open.push(Place.SINGLE_QUOTES);
    } else if (next == '"') {
      open.push(Place.DOUBLE_QUOTES);
    } else {
      expansion(next);
    }
  }

  /** What has a meaning within double quotes, too. */
  private void expansion(char next) {
    skipIfEscaped(next);
    if (next == '`') {
      open.push(Place.BACKQUOTES);
    } else if (line.startsWith("$((", at)) {
      open.push(Place.ARITHMETIC);
      at += 2;
    } else if (line.startsWith("$(", at)) {
      open.push(Place.COMMAND);
      at++;
    } else if (line.startsWith("${", at)) {
      open.push(Place.PARAMETER);
      at++;
    }
  }

  private void arithmetic(Place place, char next) {
    if (next == '(') {
      open.push(Place.PARENTHESES);
    } else if (next == ')') {
      open.pop();
      if (place == Place.ARITHMETIC) {
        isUnclear |= !line.startsWith("))", at); // it was a subshell at the start of a command
        at++;
      }
    } else {
      isUnclear |= next == '"' || next == '\'';
      expansion(next);
    }
  }
}
