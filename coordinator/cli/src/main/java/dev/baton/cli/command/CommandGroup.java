package dev.baton.cli.command;

import dev.baton.UsageException;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.config.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * A command whose first word names one of several others, such as {@code baton quarantine list}.
 */
public final class CommandGroup {

  private final Console console;
  private final String name;
  private final Object alone;
  private final Map<String, Supplier<Callable<Integer>>> commands;

  /**
   * A group.
   *
   * @param name what the user types before the word
   * @param alone an object whose annotations describe the command without a word
   * @param commands makes the command for each word
   */
  public CommandGroup(
      Console console,
      String name,
      Object alone,
      Map<String, Supplier<Callable<Integer>>> commands) {
    this.console = console;
    this.name = name;
    this.alone = alone;
    this.commands = commands;
  }

  public int run(List<String> arguments) throws Exception {
    int place = 0;
    while (place < arguments.size() && arguments.get(place).startsWith("-")) {
      place++;
    }
    if (place == arguments.size()) {
      return withoutWord(arguments);
    }
    String word = arguments.get(place);
    @Nullable Supplier<Callable<Integer>> command = commands.get(word);
    if (command == null) {
      String question = Suggestion.question(word, commands.keySet());
      String advice = question.isEmpty() ? " See '" + name + " --help'." : question;
      throw new UsageException("There is no '" + name + " " + word + "'." + advice);
    }
    List<String> others = new ArrayList<>(arguments);
    others.remove(place);
    return Picocli.execute(command.get(), name + " " + word, console, others);
  }

  private CommandLine lineOf(Supplier<Callable<Integer>> command, String word) {
    return Picocli.prepare(command.get(), name + " " + word);
  }

  private int withoutWord(List<String> arguments) {
    CommandLine line = Picocli.prepare(alone, name);
    var _ = ConfiguredOptions.parse(line, arguments);
    if (line.isUsageHelpRequested()) {
      Syntax.addWords(
          line,
          "Commands",
          commands.keySet(),
          word -> lineOf(Objects.requireNonNull(commands.get(word)), word));
      Picocli.printHelp(line, console);
      return ExitCode.DONE;
    }
    throw new UsageException(
        "What to do? Give '"
            + name
            + "' one of: "
            + String.join(", ", commands.keySet().stream().sorted().toList())
            + ".");
  }
}
