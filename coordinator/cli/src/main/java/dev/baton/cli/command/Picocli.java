package dev.baton.cli.command;

import dev.baton.DataSize;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.config.Durations;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sets picocli up alike for every command. */
public final class Picocli {

  private static final int HELP_WIDTH = 100;
  private static final int LONGEST_OPTION_COLUMN = 32;

  private Picocli() {}

  /** Parses the arguments into {@code command} and calls it, or prints its help. */
  public static int execute(
      Callable<Integer> command, String name, Console console, List<String> arguments)
      throws Exception {
    CommandLine line = prepare(command, name);
    var _ = ConfiguredOptions.parse(line, arguments);
    if (line.isUsageHelpRequested()) {
      printHelp(line, console);
      return ExitCode.DONE;
    }
    return command.call();
  }

  /** A command line for an annotated object, with Baton's way of reading values. */
  public static CommandLine prepare(Object command, String name) {
    CommandLine line = new CommandLine(command);
    line.setCommandName(name);
    line.addMixin("help", new HelpOption());
    line.registerConverter(Duration.class, converter(Durations::parse));
    line.registerConverter(DataSize.class, converter(DataSize::parse));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpWidth(HELP_WIDTH);
    line.setUsageHelpLongOptionsMaxWidth(LONGEST_OPTION_COLUMN);
    line.getCommandSpec().usageMessage().abbreviateSynopsis(true).sortOptions(false);
    return line;
  }

  public static void printHelp(CommandLine line, Console console) {
    if (Syntax.take(line)) {
      return;
    }
    boolean colours = console.outHasColours();
    PrintWriter writer = new PrintWriter(console.out(), false, StandardCharsets.UTF_8);
    line.usage(writer, colours ? Ansi.ON : Ansi.OFF);
    writer.flush();
    console.out().flush();
  }

  private interface Parser<T> {
    T parse(String text);
  }

  private static <T> ITypeConverter<T> converter(Parser<T> parser) {
    return text -> {
      try {
        return parser.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }
}
