package dev.baton.cli;

import dev.baton.cli.terminal.Console;
import java.nio.file.Path;
import java.util.List;

/** The program {@code baton}. */
public final class Baton {

  private Baton() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    Console console = Console.ofProcess();
    Path userHome = Path.of(System.getProperty("user.home"));
    int exitCode = new CommandLineProgram(console, System.getenv(), userHome).run(List.of(args));
    console.err().endLog();
    System.exit(exitCode);
  }
}
