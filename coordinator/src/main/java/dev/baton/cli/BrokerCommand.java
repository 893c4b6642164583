package dev.baton.cli;

import dev.baton.EnvironmentException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(description = "stub")
final class BrokerCommand implements Callable<Integer> {
  private final Console console;

  BrokerCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    throw new EnvironmentException("not yet" + console);
  }
}
