package dev.baton.cli.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.baton.DataSize;
import dev.baton.cli.command.ClusterOptions;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.cli.terminal.Table;
import dev.baton.config.Durations;
import dev.baton.log.Access;
import dev.baton.log.Log;
import dev.baton.log.kafka.KafkaLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code baton status}: hosts, workers, what each of them runs, and what waits. */
@Command(
    description = {
      "Shows hosts, workers, what each of them runs, and the queue of each job.",
      "Without --bootstrap or --kafka-config: what runs on this machine, in all pools."
    })
public final class StatusCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--blobs",
      description = "Also list the large blobs in the host stores of this machine.")
  private boolean blobs;

  public StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    PoolStatus status = status();
    if (json) {
      ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      console.out().println(mapper.writeValueAsString(status));
    } else if (status.hosts().isEmpty() && status.jobs().isEmpty() && status.standby() == null) {
      console.out().println(nothing());
    } else {
      status.hosts().forEach(this::print);
      print(status.jobs());
      print(status.standby());
    }
    return ExitCode.DONE;
  }

  private PoolStatus status() {
    long nowMs = System.currentTimeMillis();
    if (!cluster.isGiven()) {
      return new LocalStatus(console.err()::println).read(nowMs);
    }
    String pool = cluster.pool();
    try (Log log =
        KafkaLog.connect(cluster.topics(), cluster.clientProperties(), Access.OBSERVER)) {
      return new ClusterStatus(log, pool).read(nowMs);
    }
  }

  private String nothing() {
    return cluster.isGiven()
        ? "No host has joined pool '" + cluster.pool() + "'. 'baton worker' joins one."
        : "Nothing runs on this machine. 'baton run JOB' starts a job.";
  }

  private void print(PoolStatus.@Nullable Standby standby) {
    if (standby != null) {
      console
          .out()
          .printf(
              "standby: process %d, %d %s free, %d in use%n",
              standby.pid(),
              standby.free(),
              standby.free() == 1 ? "worker" : "workers",
              standby.inUse());
    }
  }

  private void print(HostStatus host) {
    int count = host.workers().size();
    console
        .out()
        .printf(
            "pool %s, %s, agent %d, %d %s%n",
            host.pool(), host.name(), host.pid(), count, count == 1 ? "worker" : "workers");
    HostStatus.Store store = host.store();
    if (store != null) {
      console.out().println("  " + describe(store));
      if (blobs) {
        printSegments(store.segments());
      }
    }
    if (count == 0) {
      return;
    }
    Table table = new Table("rrlrrrrr");
    table.row("WORKER", "PID", "STATE", "TASK", "FOR", "DONE", "FAILED", "BUSY");
    for (HostStatus.Worker worker : host.workers()) {
      boolean runs = worker.runningTask() >= 0;
      table.row(
          Integer.toString(worker.number()),
          Long.toString(worker.pid()),
          worker.state(),
          runs ? Long.toString(worker.runningTask()) : "-",
          runs ? Durations.format(Duration.ofMillis(worker.runningMs())) : "-",
          Long.toString(worker.done()),
          Long.toString(worker.failed()),
          Durations.format(Duration.ofMillis(worker.busyMs())));
    }
    print(table);
    host.workers().forEach(this::printDropped);
  }

  private void printDropped(HostStatus.Worker worker) {
    Long dropped = worker.dropped();
    if (dropped != null && dropped > 0) {
      console
          .out()
          .printf(
              "  worker %d passed over %d %s: garbled, or for one that had its inbox before%n",
              worker.number(), dropped, dropped == 1 ? "record" : "records");
    }
  }

  private void printSegments(List<HostStatus.Segment> segments) {
    if (segments.isEmpty()) {
      return;
    }
    Table table = new Table("lrrrr");
    table.row("AREA", "SEGMENT", "SIZE", "ROOM", "FOR");
    for (HostStatus.Segment segment : segments) {
      table.row(
          segment.area(),
          Integer.toString(segment.number()),
          segment.bytes() == 0 ? "warm" : DataSize.format(segment.bytes()),
          DataSize.format(segment.capacityBytes()),
          Durations.format(Duration.ofMillis(segment.ageMs())));
    }
    print(table);
  }

  private static String describe(HostStatus.Store store) {
    String disk =
        store.spilledBytes() == 0
            ? ""
            : ", %s of %s on disk"
                .formatted(
                    DataSize.format(store.spilledBytes()),
                    DataSize.format(store.spillLimitBytes()));
    return "store: %s of %s in use by %d %s, %s kept warm%s"
        .formatted(
            DataSize.format(store.usedBytes()),
            DataSize.format(store.limitBytes()),
            store.blobs(),
            store.blobs() == 1 ? "blob" : "blobs",
            DataSize.format(store.warmBytes()),
            disk);
  }

  private void print(List<JobStatus> jobs) {
    if (jobs.isEmpty()) {
      return;
    }
    console.out().println("jobs");
    Table table = new Table("llrrrr");
    table.row("POOL", "JOB", "PENDING", "DISPATCHED", "DONE", "FAILED");
    for (JobStatus job : jobs) {
      table.row(
          job.pool(),
          job.jobId(),
          Long.toString(job.pending()),
          Long.toString(job.dispatched()),
          Long.toString(job.done()),
          Long.toString(job.failed()));
    }
    print(table);
  }

  private void print(Table table) {
    table.lines().forEach(line -> console.out().println("  " + line));
  }
}
