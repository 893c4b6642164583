package dev.baton.cli.dashboard;

import dev.baton.UsageException;
import dev.baton.cli.command.ClusterOptions;
import dev.baton.cli.command.LogOptions;
import dev.baton.cli.command.TimeLimit;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.cli.terminal.Interruption;
import dev.baton.cli.web.ListenOptions;
import dev.baton.log.Access;
import dev.baton.log.Log;
import dev.baton.log.kafka.KafkaLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code baton dashboard}: a page that shows a cluster's pool, until a signal ends it. */
@Command(
    description = {
      "Serves a page that shows a pool on a cluster, live, until Ctrl-C: jobs, hosts, workers, what"
          + " went wrong.",
      "'baton run --dashboard' shows a single run."
    },
    footer =
        "%nThe address to open has a token; whoever has it can also cancel jobs, drain hosts and"
            + " run tasks of the quarantine again.")
public final class DashboardCommand implements Callable<Integer> {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(14);
  private static final Duration END_LIMIT = Duration.ofSeconds(4);
  private static final ListenOptions LISTEN =
      new ListenOptions("the dashboard", "--port", "--host");

  private final Console console;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Where to serve the page (default: a free one).")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "Serve it at another address of this machine, or at all with 0.0.0.0; what travels is not"
              + " encrypted (default: 127.0.0.1).")
  private @Nullable String host;

  @Mixin private LogOptions log = new LogOptions();

  public DashboardCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    log.begin("dashboard", console);
    if (!cluster.isGiven()) {
      throw new UsageException(
          "Which cluster? Give --bootstrap HOST:PORT, --kafka-config FILE or --join-file FILE."
              + " 'baton run --dashboard' shows a run of this machine.");
    }
    Log channel =
        new TimeLimit(CONNECT_LIMIT)
            .call(
                () ->
                    KafkaLog.connect(cluster.topics(), cluster.clientProperties(), Access.OBSERVER),
                "Connecting");
    // A token on a command line could be read by others.
    boolean canReplay = !cluster.isJoining();
    DashboardState state =
        new DashboardState(
            cluster.pool(),
            cluster.pool(),
            "cluster",
            new DashboardState.Abilities(true, canReplay));
    CountDownLatch ended = new CountDownLatch(1);
    try (Interruption interruption =
            new Interruption(END_LIMIT, _ -> end(state, ended), Interruption.Ending.ofProcess())
                .install();
        Feed _ = Feed.start(new ClusterSource(channel), state);
        Replays replays = new Replays(state, canReplay ? cluster.asArguments() : List.of());
        DashboardServer _ =
            ServedDashboard.serve(
                state,
                new ClusterActions(cluster, state, replays),
                new ServedDashboard.Place(LISTEN, port, host),
                console)) {
      console.err().println("baton: Ctrl-C ends it");
      ended.await();
      interruption.awaitEndIfRequested();
    }
    return ExitCode.DONE;
  }

  /** Being ended is the only way for it to end, so it is no failure. */
  private static void end(DashboardState state, CountDownLatch ended) {
    state.ended("the dashboard was ended");
    ended.countDown();
    Interruption.Ending.ofProcess().exit(ExitCode.DONE);
  }
}
