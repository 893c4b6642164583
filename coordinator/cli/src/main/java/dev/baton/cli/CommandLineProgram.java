package dev.baton.cli;

import dev.baton.UsageException;
import dev.baton.cli.configuration.Configuration;
import dev.baton.cli.configuration.ConfiguredValue;
import dev.baton.cli.terminal.CommandLineWords;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.cli.terminal.Version;
import dev.baton.config.Suggestion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the command that the first word names, runs it, and turns its outcome into an exit code.
 *
 * <p>Done by hand, not by one tree of picocli commands, so that a command costs only its own
 * classes to start.
 */
final class CommandLineProgram {

  private static final String CONFIG = "--config";

  /** An option in a message. */
  private static final Pattern OPTION = Pattern.compile("--([a-z][a-z-]+)");

  private final Console console;
  private final Map<String, String> environment;
  private final Path userHome;
  private Configuration configuration = Configuration.NONE;

  /**
   * A program.
   *
   * @param environment may have values of options
   * @param userHome may have a file of them
   */
  CommandLineProgram(Console console, Map<String, String> environment, Path userHome) {
    this.console = console;
    this.environment = environment;
    this.userHome = userHome;
  }

  /** Runs one command line; every failure is printed here, none is thrown. */
  int run(List<String> words) {
    List<String> arguments = words;
    try {
      arguments = configured(CommandLineWords.of(words));
      Logging.quieten(isVerbose(arguments));
      List<String> command = arguments;
      int exitCode = configuration.during(() -> dispatch(command));
      console.out().flush();
      return exitCode;
    } catch (Throwable failure) { // also an OutOfMemoryError is told to the user in one sentence
      List<String> typed = arguments;
      return new ErrorPrinter(console, isVerbose(typed), message -> configuredIn(message, typed))
          .explain(failure);
    }
  }

  /** Reads what is configured; returns the arguments without the file that was named for it. */
  private List<String> configured(List<String> words) {
    String first = words.isEmpty() ? "" : words.getFirst();
    boolean isApart = first.equals(CONFIG);
    if (isApart && words.size() < 2) {
      throw new UsageException("--config needs a file: baton --config FILE COMMAND.");
    }
    String file =
        isApart
            ? words.get(1)
            : first.startsWith(CONFIG + "=") ? first.substring(CONFIG.length() + 1) : null;
    configuration = Configuration.read(file == null ? null : Path.of(file), environment, userHome);
    return file == null ? words : words.subList(isApart ? 2 : 1, words.size());
  }

  /** Where options of a message stand, if they were not typed. */
  private String configuredIn(String message, List<String> typed) {
    String command = typed.isEmpty() ? "" : typed.getFirst();
    return OPTION
        .matcher(message)
        .results()
        .map(found -> found.group(1))
        .distinct()
        .filter(option -> typed.stream().noneMatch(word -> word.startsWith("--" + option)))
        .flatMap(
            option ->
                Stream.ofNullable(configuration.find(command, option))
                    .map(value -> " (--" + option + " is set in " + value.place() + ".)"))
        .collect(Collectors.joining());
  }

  private int dispatch(List<String> arguments) throws Exception {
    String word = arguments.isEmpty() ? "" : arguments.getFirst();
    List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
    return switch (word) {
      case "" -> {
        Overview.print(console.err(), console.errHasColours());
        yield ExitCode.USAGE;
      }
      case "-h", "--help", "help" -> help(rest);
      case "-V", "--version", "version" -> {
        console.out().println(Version.describe());
        yield ExitCode.DONE;
      }
      default -> Subcommand.of(word).orElseThrow(() -> unknown(word)).execute(console, rest);
    };
  }

  private int help(List<String> rest) throws Exception {
    if (rest.isEmpty()) {
      Overview.print(console.out(), console.outHasColours());
      return ExitCode.DONE;
    }
    List<String> arguments = new java.util.ArrayList<>(rest.subList(1, rest.size()));
    arguments.addFirst("--help");
    return Subcommand.of(rest.getFirst())
        .orElseThrow(() -> unknown(rest.getFirst()))
        .execute(console, arguments);
  }

  private static UsageException unknown(String word) {
    String kind = word.startsWith("-") ? "option" : "command";
    String question =
        Suggestion.nearest(word, Subcommand.words())
            .map(near -> " Did you mean 'baton " + near + "'?")
            .orElse("");
    String advice = question.isEmpty() ? " See 'baton --help'." : question;
    return new UsageException("Unknown " + kind + " '" + word + "'." + advice);
  }

  private boolean isVerbose(List<String> arguments) {
    String command = arguments.isEmpty() ? "" : arguments.getFirst();
    ConfiguredValue configured = configuration.find(command, "verbose");
    return hasVerbose(arguments) || (configured != null && configured.text().equals("true"));
  }

  private static boolean hasVerbose(List<String> arguments) {
    boolean hasCommandOfUser = !arguments.isEmpty() && arguments.getFirst().equals("exec");
    List<String> own =
        hasCommandOfUser
            ? arguments.stream().skip(1).takeWhile(word -> word.startsWith("-")).toList()
            : arguments;
    return own.contains("--verbose") || own.contains("-v");
  }
}
