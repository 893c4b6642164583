package dev.baton.cli;

import dev.baton.cli.log.MessageStream;
import dev.baton.cli.terminal.Colours;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ResultStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A console that keeps what is printed. */
public final class CapturedConsole {

  private static final Path NOBODYS_HOME = Path.of("/nonexistent");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console;

  public CapturedConsole() {
    this(false);
  }

  public CapturedConsole(boolean isTerminal) {
    this(isTerminal, Colours.ON_TERMINALS);
  }

  public CapturedConsole(boolean isTerminal, Colours colours) {
    console =
        new Console(
            new ResultStream(out, false),
            new MessageStream(err, StandardCharsets.UTF_8),
            isTerminal,
            isTerminal,
            colours);
  }

  public Console console() {
    return console;
  }

  /** Runs {@code baton} with the arguments; returns the exit code. */
  public int baton(String... arguments) {
    return baton(Map.of(), arguments);
  }

  /** The same with variables in its environment. */
  public int baton(Map<String, String> environment, String... arguments) {
    return new CommandLineProgram(console, environment, NOBODYS_HOME).run(List.of(arguments));
  }

  public String out() {
    console.out().flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    console.err().flush();
    return err.toString(StandardCharsets.UTF_8);
  }
}
