package dev.baton.cli;

import dev.baton.EnvironmentException;
import dev.baton.UsageException;
import dev.baton.broker.BrokerConfig;
import dev.baton.broker.EmbeddedBroker;
import dev.baton.process.ChildExit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code baton broker}: the embedded broker alone, until a signal ends it. */
@Command(
    description = {
      "Runs a Kafka broker that only you can reach, on this machine's loopback interface, until"
          + " Ctrl-C.",
      "It prints what workers and jobs of other terminals need."
    },
    footer = {
      "%nWithout --data-dir its records are gone when it ends. For a cluster of several machines"
          + " use a Kafka of your own."
    })
final class BrokerCommand implements Callable<Integer> {

  /** A cold start on a busy machine takes a few seconds. */
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final int MOST_WORKERS = 1_000;

  private final Console console;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "The port (default: a free one).")
  private int port;

  @Option(
      names = "--data-dir",
      paramLabel = "FOLDER",
      description = "Keep records and login here, for the next start.")
  private @Nullable Path dataDirectory;

  @Option(
      names = "--pool",
      paramLabel = "NAME",
      defaultValue = "baton",
      description = "The pool whose topics it has (default: ${DEFAULT-VALUE}).")
  private String pool = "baton";

  @Option(
      names = "--max-workers",
      paramLabel = "N",
      defaultValue = "" + BrokerConfig.DEFAULT_INBOX_PARTITIONS,
      description = "How many workers the pool can have at most (default: ${DEFAULT-VALUE}).")
  private int maxWorkers;

  BrokerCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(config(), console.err()::println);
        Interruption interruption =
            new Interruption(STOP_LIMIT, _ -> end(broker), Interruption.Ending.ofProcess())
                .install()) {
      Map<String, String> properties = broker.awaitReady(START_LIMIT);
      announce(properties.getOrDefault("bootstrap.servers", ""), broker);
      ChildExit exit = broker.onExit().join();
      interruption.awaitEndIfRequested();
      throw new EnvironmentException(
          "The broker ended by itself (" + exit.describe() + "): " + lastLine(exit));
    }
  }

  /** Being ended is the only way for it to end, so it is no failure. */
  private static void end(EmbeddedBroker broker) {
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
            .withPort(port)
            .withInboxPartitions(maxWorkers);
    return dataDirectory == null ? config : config.withDataDirectory(dataDirectory);
  }

  private void announce(String bootstrap, EmbeddedBroker broker) {
    String cluster = " --kafka-config " + quoted(broker.clientPropertiesFile());
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

            The file has the address and the password; only you can read it.\
            """
                .formatted(
                    bootstrap,
                    pool,
                    broker.pid(),
                    cluster + poolOption,
                    cluster + poolOption,
                    cluster + poolOption));
    console.out().flush();
  }

  private static String quoted(Path file) {
    String text = file.toString();
    return text.matches("[A-Za-z0-9_./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private static String lastLine(ChildExit exit) {
    return exit.lastLines().isEmpty() ? "it said nothing." : exit.lastLines().getLast();
  }
}
