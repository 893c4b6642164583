package dev.baton.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What can be typed behind a command, read where its help is printed: scripts for completion and
 * manual pages have the options that the help has, and a new command has both by itself.
 */
public final class Syntax {

  private static final ScopedValue<Consumer<CommandLine>> READER = ScopedValue.newInstance();
  private static final Pattern WORD = Pattern.compile("[a-z][a-z-]*");
  private static final Pattern BEHIND_FIRST_SENTENCE =
      Pattern.compile("(?s)( \\(default: [^)]*\\))?(?<=[^. ])\\.(\\s.*|$)");

  private Syntax() {}

  /**
   * Reads the syntax of a command.
   *
   * @param help runs the command with {@code --help}, which prints nothing this time
   */
  public static CommandLine read(Callable<Integer> help) throws Exception {
    List<CommandLine> shown = new ArrayList<>();
    ScopedValue.where(READER, shown::add).call(help::call);
    if (shown.size() != 1) {
      throw new IllegalStateException(
          "a command has printed its help %d times".formatted(shown.size()));
    }
    return shown.getFirst();
  }

  /**
   * Adds what a word behind the command may be, if somebody reads its syntax.
   *
   * @param heading what such words are
   */
  public static void addWords(
      CommandLine line,
      String heading,
      Collection<String> words,
      Function<String, CommandLine> behind) {
    if (READER.isBound()) {
      line.getCommandSpec().usageMessage().commandListHeading(heading);
      words.stream().sorted().forEach(word -> add(line, word, behind.apply(word)));
    }
  }

  /** Adds a command below another, for a reader of both. */
  public static void add(CommandLine line, String word, CommandLine below) {
    below.setCommandName(word);
    line.addSubcommand(word, below);
  }

  /** Gives a command to whoever reads its syntax; returns whether somebody does. */
  static boolean take(CommandLine line) {
    boolean isRead = READER.isBound();
    if (isRead) {
      READER.get().accept(line);
    }
    return isRead;
  }

  /** One line about a command, without a full stop. */
  public static String summary(CommandSpec command) {
    String[] header = command.usageMessage().header();
    String[] texts = header.length == 0 ? command.usageMessage().description() : header;
    return texts.length == 0 ? "" : firstSentence(plain(texts[0]));
  }

  /** Whether an option is followed by a value. */
  public static boolean hasValue(OptionSpec option) {
    return option.arity().max() > 0 && !option.typeInfo().isBoolean();
  }

  /** One line about an option or a parameter, without a full stop. */
  public static String summary(ArgSpec arg) {
    return firstSentence(description(arg));
  }

  /** All that the help says of an option or a parameter. */
  public static String description(ArgSpec arg) {
    return Ansi.OFF.string(String.join(" ", arg.description()));
  }

  /** A text of a command's help, as it is on a screen without colours. */
  public static String plain(String text) {
    return Ansi.OFF.string(String.format(text));
  }

  /**
   * The words that an option or a parameter takes, as people type them; empty if it takes others
   * than a few.
   */
  public static List<String> choices(ArgSpec arg) {
    String label = arg.paramLabel();
    Iterable<String> candidates = arg.completionCandidates();
    Stream<String> words =
        label.contains("|") || candidates == null
            ? Arrays.stream(label.split("\\|"))
            : StreamSupport.stream(candidates.spliterator(), false)
                .map(word -> word.toLowerCase(Locale.ROOT));
    return words.filter(word -> WORD.matcher(word).matches()).toList();
  }

  private static String firstSentence(String text) {
    return BEHIND_FIRST_SENTENCE.matcher(text.strip()).replaceFirst("");
  }
}
