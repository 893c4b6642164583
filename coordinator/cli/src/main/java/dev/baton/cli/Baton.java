package dev.baton.cli;

import dev.baton.cli.terminal.Console;
import java.util.List;

/** The program {@code baton}. */
public final class Baton {

  private Baton() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    Logging.quieten(List.of(args));
    Console console = Console.ofProcess();
    int exitCode = new CommandLineProgram(console).run(List.of(args));
    console.err().endLog();
    System.exit(exitCode);
  }
}
