package dev.baton.cli.host;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import dev.baton.UsageException;
import dev.baton.agent.HostAgent;
import dev.baton.agent.setup.AgentConfig;
import dev.baton.cli.command.ClusterOptions;
import dev.baton.cli.command.LogOptions;
import dev.baton.cli.command.SettingOptions;
import dev.baton.cli.command.WorkerOptions;
import dev.baton.cli.log.Notice;
import dev.baton.cli.metrics.HostMetrics;
import dev.baton.cli.metrics.HostProbes;
import dev.baton.cli.metrics.MetricsOptions;
import dev.baton.cli.metrics.MetricsServer;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.cli.terminal.Interruption;
import dev.baton.config.KafkaConfigFile;
import dev.baton.config.Settings;
import dev.baton.config.TopicSettings;
import dev.baton.config.WorkerSettings;
import dev.baton.wire.DrainHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code baton worker}: this machine's host agent and its workers, until a signal ends it. */
@Command(
    description = {
      "Joins this machine's workers to a cluster, until Ctrl-C, SIGTERM or 'baton drain'.",
      "Then the workers finish what they run, hand back the rest, and end; a second signal ends"
          + " them at once."
    })
public final class WorkerCommand implements Callable<Integer> {

  /** What ending takes beside the tasks themselves. */
  private static final Duration END_MARGIN = Duration.ofSeconds(10);

  private static final String BOOTSTRAP = "bootstrap.servers";

  private final Console console;

  @Mixin private ClusterOptions cluster = new ClusterOptions();
  @Mixin private SettingOptions topics = new SettingOptions(TopicSettings.CREATION);
  @Mixin private WorkerOptions workers = new WorkerOptions();
  @Mixin private SettingOptions health = new SettingOptions(List.of(WorkerSettings.HEALTH_FILE));
  @Mixin private SettingOptions limits = new SettingOptions(WorkerSettings.LIMITS);
  @Mixin private SettingOptions idle = new SettingOptions(List.of(WorkerSettings.IDLE_TIMEOUT));
  @Mixin private MetricsOptions metrics = new MetricsOptions();
  @Mixin private LogOptions log = new LogOptions();

  @Option(
      names = "--worker-kafka-config",
      paramLabel = "FILE",
      description =
          "Other Kafka client properties for the worker processes, which run the tasks: their user"
              + " need only read the inbox and write results (default: those of this process).")
  private @Nullable Path workerKafkaConfig;

  @Option(
      names = "--drain-timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      description =
          "How long running tasks may take to finish at the end (default: ${DEFAULT-VALUE}).")
  private Duration drainLimit = Duration.ofSeconds(30);

  @Option(
      names = {"-v", "--verbose"},
      description = "Show the libraries' logs, and stack traces.")
  boolean verbose;

  private volatile boolean joined;

  public WorkerCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    log.begin("worker", console);
    if (!cluster.isGiven()) {
      throw new UsageException(
          "Which cluster? Give --bootstrap HOST:PORT, --kafka-config FILE or --join-file FILE"
              + " ('baton broker' prints one).");
    }
    Map<String, String> properties = cluster.clientProperties();
    Map<String, String> ofWorkers = workerProperties(properties);
    try (@Nullable MetricsServer watched = metrics.serve("worker", console)) {
      return join(properties, ofWorkers, watched);
    }
  }

  private int join(
      Map<String, String> properties,
      Map<String, String> ofWorkers,
      @Nullable MetricsServer watched)
      throws Exception {
    HostAgent agent = HostAgent.prepare(config(), console.err()::println);
    if (watched != null) {
      new HostMetrics(agent, cluster.pool()).bindTo(watched.registry());
      watched.health(() -> HostProbes.health(agent));
      watched.readiness(() -> HostProbes.readiness(agent));
    }
    Departure departure = new Departure(agent, drainLimit, console.err()::println);
    try (Interruption interruption =
        new Interruption(
                drainLimit.plus(END_MARGIN),
                exitCode -> end(agent, departure, exitCode),
                Interruption.Ending.ofProcess())
            .install()) {
      try {
        agent.connect(properties, ofWorkers, notice -> console.err().println(Notice.line(notice)));
        agent.awaitReady(agent.startLimit());
        announce(agent, properties);
        joined = true;
        awaitDrainRequest(agent, departure);
      } catch (ExecutionException e) {
        interruption.awaitEndIfRequested();
        Throwable cause = e.getCause() == null ? e : e.getCause();
        throw cause instanceof BatonException known
            ? known
            : new EnvironmentException(String.valueOf(cause.getMessage()), cause);
      } finally {
        interruption.awaitEndIfRequested();
        agent.close();
      }
    }
    return ExitCode.DONE;
  }

  /** The workers' own login, at the same brokers unless their file names others. */
  private Map<String, String> workerProperties(Map<String, String> properties) {
    if (workerKafkaConfig == null) {
      return cluster.workerProperties();
    }
    if (cluster.isJoining()) {
      throw new UsageException(
          "--worker-kafka-config goes with --bootstrap and --kafka-config: a join token has the"
              + " login of the workers.");
    }
    Map<String, String> own = new HashMap<>();
    own.put(BOOTSTRAP, properties.getOrDefault(BOOTSTRAP, ""));
    own.putAll(KafkaConfigFile.read(workerKafkaConfig));
    return own;
  }

  /** Returns when the host has left; else the agent's failure ends the waiting. */
  private static void awaitDrainRequest(HostAgent agent, Departure departure)
      throws InterruptedException, ExecutionException {
    CompletableFuture<DrainHost> request = agent.drainRequest();
    CompletableFuture.anyOf(agent.failure(), request).get();
    DrainHost asks = request.get();
    departure.onRequest(asks.requester(), Duration.ofMillis(asks.limitMs()));
  }

  /** Being ended is the only way for it to end, so it is no failure once it has joined. */
  private void end(HostAgent agent, Departure departure, int exitCode) {
    if (!joined) {
      console
          .err()
          .println(
              "baton: interrupted"
                  + ExitCode.signalInBrackets(exitCode)
                  + " while starting, ending the workers");
      agent.close();
      return;
    }
    departure.onSignal();
    Interruption.Ending.ofProcess().exit(ExitCode.DONE);
  }

  private AgentConfig config() {
    return new AgentConfig(
        Settings.DEFAULT
            .with(cluster.settings())
            .with(topics.settings())
            .with(workers.settings())
            .with(limits.settings())
            .with(idle.settings())
            .with(health.settings()));
  }

  private void announce(HostAgent agent, Map<String, String> properties) {
    int count = agent.workers();
    console
        .err()
        .println(
            "baton: %d %s joined pool '%s' at %s; Ctrl-C leaves it"
                .formatted(
                    count,
                    count == 1 ? "worker" : "workers",
                    cluster.pool(),
                    properties.get(BOOTSTRAP)));
  }
}
