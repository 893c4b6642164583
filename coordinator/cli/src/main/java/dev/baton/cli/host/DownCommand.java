package dev.baton.cli.host;

import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.standby.StandbyClient;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code baton down}: ends the standby workers of this user. */
@Command(
    description = {
      "Ends the standby workers that 'baton up' has started.",
      "A run or program that has some of them goes on: their tasks run again in workers of its own."
    })
public final class DownCommand implements Callable<Integer> {

  /** Beyond what the server allows its workers. */
  private static final Duration LIMIT = Duration.ofSeconds(8);

  private final Console console;

  public DownCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    @Nullable StandbyClient running = StandbyClient.find();
    if (running == null) {
      console.err().println("baton: no standby workers run on this machine");
      return ExitCode.DONE;
    }
    long pid = running.pid();
    running.stop(LIMIT);
    console.err().println("baton: the standby workers have ended (process " + pid + ")");
    return ExitCode.DONE;
  }
}
