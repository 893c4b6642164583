package dev.baton.cli.host;

import dev.baton.EnvironmentException;
import dev.baton.UsageException;
import dev.baton.cli.command.ClusterOptions;
import dev.baton.cli.command.TimeLimit;
import dev.baton.cli.host.DrainProgress.State;
import dev.baton.cli.status.HeardHost;
import dev.baton.cli.status.HostNames;
import dev.baton.cli.status.RollCall;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.log.Log;
import dev.baton.log.Logged;
import dev.baton.log.RecordReader;
import dev.baton.log.Start;
import dev.baton.wire.DrainHost;
import dev.baton.wire.Event;
import dev.baton.wire.HostDrained;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baton drain}: has a host of a cluster leave, from anywhere. */
@Command(
    description = {
      "Makes a host finish what it runs, hand back the rest, and leave the pool; 'baton worker'"
          + " ends there.",
      "Waits until it has left, and says what became of its tasks."
    },
    footer = {
      "%nHOST is a name that 'baton status' shows, or the beginning of one. Whoever may write to"
          + " the pool's events topic may drain its hosts."
    })
public final class DrainCommand implements Callable<Integer> {

  private static final TimeLimit FIND_LIMIT = new TimeLimit(Duration.ofSeconds(14));
  private static final Duration POLL = Duration.ofMillis(200);

  private final Console console;

  @Parameters(paramLabel = "HOST", description = "The host that is to leave.")
  private String host = "";

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description =
          "How long running tasks may take to finish (default: what its 'baton worker"
              + " --drain-timeout' says).")
  private @Nullable Duration timeout;

  @Option(names = "--no-wait", description = "Only ask; do not wait until the host has left.")
  private boolean noWait;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  public DrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!cluster.isGiven()) {
      throw new UsageException(
          "Which cluster? Give --bootstrap HOST:PORT or --kafka-config FILE. Ctrl-C or SIGTERM"
              + " drains a 'baton worker' of this machine.");
    }
    try (Log log = Requester.connect(cluster)) {
      List<HeardHost> hosts = FIND_LIMIT.call(new RollCall(log)::hosts, "Finding the host");
      HeardHost found = HostNames.find(host, hosts);
      String name = HostNames.nameOf(found, hosts);
      if (found.isSilent()) {
        throw new EnvironmentException(
            "Host '%s' has been silent for %d s: it cannot be asked. Coordinators give its tasks to"
                    .formatted(name, found.silentMs() / 1_000)
                + " others by themselves.");
      }
      drain(log, found.beat().host(), name);
    }
    return ExitCode.DONE;
  }

  private void drain(Log log, long incarnation, String name) {
    long limitMs = timeout == null ? DrainHost.OWN_LIMIT : timeout.toMillis();
    try (RecordReader<Event> events = log.events().read(new Start.Latest())) {
      Requester.ask(log, new DrainHost(incarnation, limitMs, Requester.ofThisProcess()));
      if (noWait) {
        console.err().println("baton: asked " + name + " to leave");
      } else {
        follow(events, incarnation, name);
      }
    }
  }

  /** Ends with the host: it has a limit of its own, and is given up when it falls silent. */
  private void follow(RecordReader<Event> events, long incarnation, String name) {
    DrainProgress progress = new DrainProgress(incarnation, System.nanoTime());
    boolean isToldLeaving = false;
    while (true) {
      for (Logged<Event> event : events.read(POLL)) {
        progress.hear(event.record(), System.nanoTime());
      }
      State state = progress.state(System.nanoTime());
      switch (state) {
        case ASKED -> {}
        case LEAVING -> {
          if (!isToldLeaving) {
            isToldLeaving = true;
            console.err().println("baton: " + name + " is leaving; it finishes what it runs");
          }
        }
        case LEFT -> {
          console.out().println(name + " has left the pool: " + describe(progress.result()));
          return;
        }
        case IGNORING ->
            throw new EnvironmentException(
                "Host '%s' is there but does not leave: only hosts that 'baton worker' started do."
                    .formatted(name));
        case SILENT ->
            throw new EnvironmentException(
                "Host '%s' has fallen silent. Coordinators give its tasks to others by themselves."
                    .formatted(name));
      }
    }
  }

  private static String describe(@Nullable HostDrained result) {
    return result == null ? "it did not say what became of its tasks" : Departure.describe(result);
  }
}
