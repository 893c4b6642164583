package dev.baton.cli;

import dev.baton.UsageException;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.cli.terminal.Version;
import dev.baton.config.Suggestion;
import java.util.List;

/**
 * Finds the command that the first word names, runs it, and turns its outcome into an exit code.
 *
 * <p>Done by hand, not by one tree of picocli commands, so that a command costs only its own
 * classes to start.
 */
final class CommandLineProgram {

  private final Console console;

  CommandLineProgram(Console console) {
    this.console = console;
  }

  /** Runs one command line; every failure is printed here, none is thrown. */
  int run(List<String> arguments) {
    try {
      int exitCode = dispatch(arguments);
      console.out().flush();
      return exitCode;
    } catch (Throwable failure) { // also an OutOfMemoryError is told to the user in one sentence
      return new ErrorPrinter(console, isVerbose(arguments)).explain(failure);
    }
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

  static boolean isVerbose(List<String> arguments) {
    boolean hasCommandOfUser = !arguments.isEmpty() && arguments.getFirst().equals("exec");
    List<String> own =
        hasCommandOfUser
            ? arguments.stream().skip(1).takeWhile(word -> word.startsWith("-")).toList()
            : arguments;
    return own.contains("--verbose") || own.contains("-v");
  }
}
