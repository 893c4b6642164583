package dev.baton.cli;

import dev.baton.BatonException;
import dev.baton.ClusterException;
import dev.baton.EnvironmentException;
import dev.baton.TaskFailedException;
import dev.baton.UsageException;
import dev.baton.cli.log.MessageStream;
import dev.baton.cli.run.ResumeHint;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.cli.terminal.FailureText;
import dev.baton.cli.terminal.ResultStream;
import dev.baton.codec.ObjectText;
import dev.baton.config.Suggestion;
import dev.baton.job.JobFailedException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tells a person what went wrong, in one message without a Java stack trace, and picks the exit
 * code.
 */
final class ErrorPrinter {

  private static final int FRAMES = 4;

  private static final Pattern CHOICE =
      Pattern.compile("(?s)(.*): expected one of \\[(.*)] \\(case-\\w+\\) but was '(.*)'");

  private final MessageStream messages;
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final PrintStream err;
  private final UnaryOperator<String> addition;
  private final boolean verbose;
  private final boolean colours;

  ErrorPrinter(Console console, boolean verbose) {
    this(console, verbose, _ -> "");
  }

  /**
   * A printer that has more to say of a wrong command line.
   *
   * @param addition what, for a message
   */
  ErrorPrinter(Console console, boolean verbose, UnaryOperator<String> addition) {
    this.addition = addition;
    this.messages = console.err();
    this.err = new PrintStream(text, false, messages.charset());
    this.verbose = verbose;
    this.colours = console.errHasColours();
  }

  /** Prints the failure, unless it is one that nobody wants to hear of; returns the exit code. */
  int explain(Throwable thrown) {
    Throwable failure = unwrapped(thrown);
    int exitCode =
        switch (failure) {
          case ResultStream.ClosedPipeException _ -> ExitCode.READER_GONE;
          case UnmatchedArgumentException e -> say(ExitCode.USAGE, unmatched(e));
          case ParameterException e -> say(ExitCode.USAGE, parameter(e));
          case UsageException e -> say(ExitCode.USAGE, e.getMessage());
          case ClusterException e -> say(ExitCode.ENVIRONMENT, e.forCommandLine());
          case EnvironmentException e -> say(ExitCode.ENVIRONMENT, e.getMessage());
          case TaskFailedException e -> taskFailed(e);
          case JobFailedException e -> say(ExitCode.JOB_FAILED, e.getMessage());
          case UncheckedIOException e -> say(ExitCode.ENVIRONMENT, e.getMessage());
          case OutOfMemoryError e ->
              say(
                  ExitCode.ENVIRONMENT,
                  "The coordinator is out of memory ("
                      + e.getMessage()
                      + "): give it more with BATON_JAVA_OPTS=-Xmx2g.");
          case BatonException e -> say(ExitCode.JOB_FAILED, e.getMessage());
          default -> unexpected(failure);
        };
    if (verbose && exitCode != ExitCode.READER_GONE) {
      ObjectText.printable(failure).printStackTrace(err);
    }
    for (Throwable more : failure.getSuppressed()) {
      if (more instanceof ResumeHint) {
        say(exitCode, more.getMessage());
      }
    }
    err.flush();
    if (text.size() > 0) {
      messages.error(text.toString(messages.charset()));
    }
    return exitCode;
  }

  private static Throwable unwrapped(Throwable thrown) {
    Throwable failure = thrown;
    while ((failure instanceof ExecutionException || failure instanceof CompletionException)
        && failure.getCause() != null) {
      failure = failure.getCause();
    }
    return failure;
  }

  private int say(int exitCode, @Nullable String message) {
    String more = exitCode == ExitCode.USAGE && message != null ? addition.apply(message) : "";
    err.println((colours ? "\033[1;31mbaton:\033[0m " : "baton: ") + message + more);
    return exitCode;
  }

  private int taskFailed(TaskFailedException e) {
    int exitCode = say(ExitCode.JOB_FAILED, FailureText.message(e));
    Throwable failure = FailureText.failureOf(e);
    if (!FailureText.isForPeople(failure)) {
      frames(failure);
    }
    return exitCode;
  }

  private int unexpected(Throwable failure) {
    say(ExitCode.JOB_FAILED, FailureText.headline(failure));
    frames(failure);
    return ExitCode.JOB_FAILED;
  }

  private void frames(Throwable failure) {
    if (verbose) {
      return; // the whole trace follows
    }
    StackTraceElement[] trace = failure.getStackTrace();
    for (int i = 0; i < Math.min(FRAMES, trace.length); i++) {
      err.println("    at " + trace[i]);
    }
    Throwable cause = failure.getCause();
    if (cause != null) {
      err.println("  caused by " + FailureText.headline(cause));
    }
    err.println("  (--verbose shows everything)");
  }

  private static String unmatched(UnmatchedArgumentException e) {
    CommandLine line = e.getCommandLine();
    String argument = e.getUnmatched().getFirst();
    if (!argument.startsWith("-")) {
      return "Unexpected argument '"
          + argument
          + "' for '"
          + line.getCommandName()
          + "'."
          + see(line);
    }
    String option = argument.replaceFirst("=.*", "");
    List<String> known =
        line.getCommandSpec().options().stream()
            .filter(candidate -> !candidate.hidden())
            .map(OptionSpec::longestName)
            .toList();
    String question = Suggestion.question(option, known);
    if (question.isEmpty()) {
      question = Subcommand.of(option.replaceFirst("^-+", "")).map(ErrorPrinter::hint).orElse("");
    }
    return "Unknown option '"
        + option
        + "' for '"
        + line.getCommandName()
        + "'."
        + (question.isEmpty() ? see(line) : question);
  }

  /** What was meant is a command of its own. */
  private static String hint(Subcommand command) {
    return command == Subcommand.RESUME
        ? " To go on with a job: 'baton resume JOB-ID'."
        : " There is a command of that name: 'baton " + command.word() + "'.";
  }

  private static String parameter(ParameterException e) {
    String message = withWords(String.valueOf(e.getMessage()).strip());
    String sentence = message.endsWith(".") ? message : message + ".";
    boolean isMissing = e instanceof MissingParameterException;
    return isMissing ? sentence + see(e.getCommandLine()) : sentence;
  }

  /** Picocli lists constants as Java has them; people type them in lower case, as the help does. */
  private static String withWords(String message) {
    Matcher choice = CHOICE.matcher(message);
    return choice.matches()
        ? "%s: '%s' is not %s"
            .formatted(
                choice.group(1),
                choice.group(3),
                choice.group(2).toLowerCase(Locale.ROOT).replace(", ", "|"))
        : message;
  }

  private static String see(CommandLine line) {
    String name = line.getCommandName();
    String help = name.replaceFirst("^baton (run|advise) ", "baton $1 --help ");
    return " See '" + (help.equals(name) ? name + " --help" : help) + "'.";
  }
}
