package dev.baton.cli.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.baton.cli.command.ClusterOptions;
import dev.baton.cli.command.TimeLimit;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.log.Access;
import dev.baton.log.Log;
import dev.baton.log.kafka.KafkaLog;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code baton status}: hosts, workers, what each of them runs, and what waits. */
@Command(
    description = {
      "Shows hosts, workers, what each of them runs, the queue of each job, and the data in host"
          + " stores.",
      "Without --bootstrap or --kafka-config: what runs on this machine, in all pools."
    },
    footer = {
      "%nSaturation is the number of open tasks for each slot of the hosts that are up: below 1"
          + " some slots are idle, and more workers would not help."
    })
public final class StatusCommand implements Callable<Integer> {

  /** Connecting has limits of its own, with better messages; this one is for all the rest. */
  private static final Duration LIMIT = Duration.ofSeconds(14);

  private final Console console;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--all",
      description = "List all hosts with their workers, and all jobs, however many there are.")
  private boolean all;

  @Option(
      names = "--blobs",
      description = "Also list the large blobs in the host stores of this machine.")
  private boolean blobs;

  public StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    PoolStatus status = new TimeLimit(LIMIT).call(this::status, "The status");
    if (json) {
      ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      console.out().println(mapper.writeValueAsString(status));
    } else if (status.hosts().isEmpty() && status.jobs().isEmpty() && status.standby() == null) {
      console.out().println(nothing());
    } else {
      new StatusText(status, all, blobs).lines().forEach(console.out()::println);
    }
    return ExitCode.DONE;
  }

  private PoolStatus status() {
    if (!cluster.isGiven()) {
      return new LocalStatus(console.err()::println).read(System.currentTimeMillis());
    }
    String pool = cluster.pool();
    try (Log log =
        KafkaLog.connect(cluster.topics(), cluster.clientProperties(), Access.OBSERVER)) {
      return new ClusterStatus(log, pool).read();
    }
  }

  private String nothing() {
    return cluster.isGiven()
        ? "No host has joined pool '" + cluster.pool() + "'. 'baton worker' joins one."
        : "Nothing runs on this machine. 'baton run JOB' starts a job.";
  }
}
