package dev.baton.cli;

import dev.baton.UsageException;
import dev.baton.config.Suggestion;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code baton measure}: finds the measurement that is meant, and runs it as a command. */
final class MeasureProgram {

  private static final String NAME = "baton measure";
  private static final String RECOVERY = "recovery";
  private static final List<String> WORDS = List.of(RECOVERY);

  private final Console console;

  MeasureProgram(Console console) {
    this.console = console;
  }

  /** The command line without a measurement. */
  @Command(
      customSynopsis = "baton measure MEASUREMENT [OPTIONS]",
      description = "Measures Baton on this machine, on real processes, and checks all answers.",
      footer = {
        "%nMeasurements",
        "  recovery  how long lost tasks take to run again after a kill -9, a freeze, …",
        "%n'baton measure MEASUREMENT --help' shows the options of one."
      })
  private static final class Alone {}

  int run(List<String> arguments) throws Exception {
    int place = 0;
    while (place < arguments.size() && arguments.get(place).startsWith("-")) {
      place++;
    }
    if (place == arguments.size()) {
      return alone(arguments);
    }
    String word = arguments.get(place);
    List<String> others = new ArrayList<>(arguments);
    others.remove(place);
    if (!word.equals(RECOVERY)) {
      String question = Suggestion.question(word, WORDS);
      throw new UsageException(
          "Unknown measurement '"
              + word
              + "'."
              + (question.isEmpty() ? " See 'baton measure --help'." : question));
    }
    return Picocli.execute(new MeasureRecoveryCommand(console), NAME + " " + word, console, others);
  }

  private int alone(List<String> arguments) {
    CommandLine line = Picocli.prepare(new Alone(), NAME);
    line.parseArgs(arguments.toArray(String[]::new));
    if (line.isUsageHelpRequested()) {
      Picocli.printHelp(line, console);
      return ExitCode.DONE;
    }
    throw new UsageException("Measure what? Give " + String.join(" or ", WORDS) + ".");
  }
}
