package dev.baton.cli.host;

import dev.baton.EnvironmentException;
import dev.baton.UsageException;
import dev.baton.broker.BrokerConfig;
import dev.baton.broker.EmbeddedBroker;
import dev.baton.broker.RemoteListener;
import dev.baton.cli.command.ClusterOptions;
import dev.baton.cli.command.LogOptions;
import dev.baton.cli.command.SuggestedCommand;
import dev.baton.cli.metrics.BrokerMetrics;
import dev.baton.cli.metrics.MetricsOptions;
import dev.baton.cli.metrics.MetricsServer;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.cli.terminal.Interruption;
import dev.baton.log.kafka.login.JoinToken;
import dev.baton.process.ChildExit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code baton broker}: the embedded broker alone, until a signal ends it. */
@Command(
    description = {
      "Runs a Kafka broker for you alone, on this machine's loopback interface and, with --listen,"
          + " for your other hosts, until Ctrl-C.",
      "It prints what workers and jobs of other terminals need."
    },
    footer = {
      "%nWithout --data-dir its records and its login are gone when it ends, however that happens:"
          + " workers and jobs that use it have to be started again, too. For a cluster that must"
          + " survive the loss of a machine use a Kafka of your own."
    })
public final class BrokerCommand implements Callable<Integer> {

  /** A cold start on a busy machine takes a few seconds. */
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final int MOST_WORKERS = 1_000;
  private static final int ANY_PORT = 0;

  private final Console console;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "The port; 0 is a free one (default: with --data-dir the one it had there before, else a"
              + " free one).")
  private @Nullable Integer port;

  @Option(
      names = "--listen",
      paramLabel = "HOST[:PORT]",
      description =
          "Serve other hosts, too, at this address of this machine, with TLS (default port: with"
              + " --data-dir the one it had there before, else a free one). They need a"
              + " token that it writes.")
  private @Nullable String listen;

  @Option(
      names = "--advertise",
      paramLabel = "HOST",
      description =
          "The name or address by which other hosts reach this machine, if it is not that of"
              + " --listen.")
  private @Nullable String advertise;

  @Option(
      names = "--no-tls",
      description =
          "Serve other hosts without encryption, on a network that only you can read and write.")
  private boolean noTls;

  @Option(
      names = "--data-dir",
      paramLabel = "FOLDER",
      description =
          "Keep records, login and port here: after the next start with it, workers and jobs of"
              + " other terminals go on by themselves.")
  private @Nullable Path dataDirectory;

  @Option(
      names = "--pool",
      paramLabel = "NAME",
      defaultValue = "baton",
      description = "The pool whose topics it serves (default: ${DEFAULT-VALUE}).")
  private String pool = "baton";

  @Option(
      names = "--max-workers",
      paramLabel = "N",
      defaultValue = "" + BrokerConfig.DEFAULT_INBOX_PARTITIONS,
      description = "The most workers the pool can have (default: ${DEFAULT-VALUE}).")
  private int maxWorkers;

  @Mixin private MetricsOptions metrics = new MetricsOptions();
  @Mixin private LogOptions log = new LogOptions();

  public BrokerCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    log.begin("broker", console);
    try (@Nullable MetricsServer watched = metrics.serve("broker", console);
        EmbeddedBroker broker = EmbeddedBroker.start(config(), console.err()::println);
        Interruption interruption =
            new Interruption(STOP_LIMIT, _ -> end(broker), Interruption.Ending.ofProcess())
                .install()) {
      Map<String, String> properties = ready(broker);
      if (watched != null) {
        new BrokerMetrics(broker, pool).bindTo(watched.registry());
        watched.readiness(() -> broker.answers() ? null : "the broker accepts no connections");
      }
      announce(properties.getOrDefault("bootstrap.servers", ""), broker);
      ChildExit exit = broker.onExit().join();
      interruption.awaitEndIfRequested();
      throw new EnvironmentException(
          "The broker ended by itself (" + exit.describe() + "): " + lastLine(exit));
    }
  }

  private Map<String, String> ready(EmbeddedBroker broker) {
    try {
      return broker.awaitReady(START_LIMIT);
    } catch (EnvironmentException e) {
      if (port != null || lastPort() == ANY_PORT) {
        throw e;
      }
      throw new EnvironmentException(
          e.getMessage()
              + " It had port %d before; with '--port 0' it takes a free one."
                  .formatted(lastPort()),
          e);
    }
  }

  /** Being ended is the only way for it to end, so it is no failure. */
  private void end(EmbeddedBroker broker) {
    console
        .err()
        .println(
            dataDirectory == null
                ? "baton: the broker ends, and its records and its login with it"
                : "baton: the broker ends; the next one with this --data-dir goes on with its"
                    + " records");
    broker.close();
    Interruption.Ending.ofProcess().exit(ExitCode.DONE);
  }

  private BrokerConfig config() {
    if (maxWorkers < 1 || maxWorkers > MOST_WORKERS) {
      throw new UsageException(
          "--max-workers " + maxWorkers + " is not a number from 1 to " + MOST_WORKERS + ".");
    }
    BrokerConfig config =
        BrokerConfig.temporary(ClusterOptions.checkedPool(pool))
            .withPort(port == null ? lastPort() : port)
            .withInboxPartitions(maxWorkers);
    BrokerConfig kept = dataDirectory == null ? config : config.withDataDirectory(dataDirectory);
    RemoteListener remote = remote();
    return remote == null ? kept : kept.withRemote(remote);
  }

  private @Nullable RemoteListener remote() {
    if (listen == null) {
      if (advertise != null || noTls) {
        throw new UsageException("--advertise and --no-tls are for a broker with --listen.");
      }
      return null;
    }
    return RemoteListener.parse(listen, advertise, lastRemotePort(), !noTls);
  }

  private int lastRemotePort() {
    if (dataDirectory == null) {
      return ANY_PORT;
    }
    Path file = EmbeddedBroker.lastJoinTokenFile(dataDirectory);
    return Files.isReadable(file)
        ? Integer.parseInt(JoinToken.read(file).address().replaceFirst(".*:", ""))
        : ANY_PORT;
  }

  private int lastPort() {
    return dataDirectory == null
        ? ANY_PORT
        : EmbeddedBroker.lastPort(dataDirectory).orElse(ANY_PORT);
  }

  private void announce(String bootstrap, EmbeddedBroker broker) {
    String cluster =
        " --kafka-config " + SuggestedCommand.quoted(broker.clientPropertiesFile().toString());
    String poolOption = pool.equals("baton") ? "" : " --pool " + pool;
    console
        .out()
        .println(
            """
            Broker ready at %s (pool %s, process %d). Ctrl-C ends it.

            In other terminals on this machine:
              baton worker%s
              baton run%s wordcount README.md
              baton status%s

            In a program: ProcessPool.connect(Path.of("%s"))

            The file has the address and the password; only you can read it.\
            """
                .formatted(
                    bootstrap,
                    pool,
                    broker.pid(),
                    cluster + poolOption,
                    cluster + poolOption,
                    cluster + poolOption,
                    broker.clientPropertiesFile()));
    if (listen != null) {
      announceToOtherHosts(broker, poolOption);
    }
    console.out().flush();
  }

  /**
   * The tokens themselves are not printed: terminals keep what they show, and so do the logs of
   * service managers.
   */
  private void announceToOtherHosts(EmbeddedBroker broker, String poolOption) {
    Path file = broker.joinTokenFile();
    JoinToken token = JoinToken.read(file);
    console
        .out()
        .println(
            """

            Other hosts reach it at %s (%s).
            Copy a token to them, such as with scp, into a file that only you can read:
              baton worker --join-file %s%s
              baton run --join-file %s%s wordcount README.md

            Whoever has the second token can run code in the workers. The first lets a host join,
            and not post tasks.\
            """
                .formatted(
                    token.address(),
                    token.hasTls()
                        ? "TLS, SHA-256 fingerprint " + token.fingerprint()
                        : "NOT encrypted: whoever can read the network can read tasks and results,"
                            + " whoever can write to it can run code",
                    file,
                    poolOption,
                    broker.clientTokenFile(),
                    poolOption));
  }

  private static String lastLine(ChildExit exit) {
    return exit.lastLines().isEmpty() ? "it said nothing." : exit.lastLines().getLast();
  }
}
