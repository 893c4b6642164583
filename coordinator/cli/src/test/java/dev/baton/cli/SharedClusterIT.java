package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.config.KafkaConfigFile;
import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.Message;
import dev.baton.log.Start;
import dev.baton.log.Subscription;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.wire.Claim;
import dev.baton.wire.ExcludedHosts;
import dev.baton.wire.Frame;
import dev.baton.wire.HostBeat;
import dev.baton.wire.TaskBatch;
import dev.baton.wire.WireRecord;
import dev.baton.wire.WorkerUp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several jobs and several hosts on one broker: who gets what, and how soon. */
@Timeout(600)
@Tag("thorough") // not all of it holds yet on a busy machine
class SharedClusterIT extends WithSandbox {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  @Test
  void aJobOfTenTasksIsNotHeldUpByALongOne() throws IOException {
    String config = sandbox.startBroker();
    sandbox.start("worker", "--kafka-config", config, "--workers=2").awaitPrinted("joined");
    double alone = tenTasks(config, "alone");
    BatonProcess longJob =
        sandbox.start(
            "run",
            "--kafka-config",
            config,
            "--progress=always",
            "sleep",
            "--tasks=100000",
            "--seconds=0.2");
    awaitDone(longJob);

    double shared = tenTasks(config, "shared");

    System.out.printf(
        Locale.ROOT,
        "ten tasks of 0.5 s on 2 workers: %.2f s alone, %.2f s beside a job of 100,000%n",
        alone,
        shared);
    assertThat(shared / alone).isLessThan(2);
    longJob.signal("INT");
    longJob.endsWith(130);
  }

  private double tenTasks(String config, String name) throws IOException {
    Path report = folder.resolve(name + ".json");
    sandbox
        .run(
            "run",
            "--kafka-config",
            config,
            "--report=" + report,
            "sleep",
            "--tasks=10",
            "--seconds=0.5")
        .endsWith(0);
    JsonNode told = new ObjectMapper().readTree(report.toFile());
    assertThat(told.at("/wallMs").isNumber()).as(told.toString()).isTrue();
    return (told.at("/wallMs").asDouble() - told.at("/startMs").asDouble()) / 1000;
  }

  private static void awaitDone(BatonProcess run) {
    await()
        .atMost(LIMIT)
        .until(() -> Pattern.compile("[1-9][0-9]* of 100000 tasks").matcher(run.err()).find());
  }

  @Test
  void aWorkerOfAHostThatJoinsIsSentTasksAtOnce() throws IOException {
    String config = sandbox.startBroker();
    sandbox.start("worker", "--kafka-config", config, "--workers=1").awaitPrinted("joined");
    BatonProcess run =
        sandbox.start(
            "run",
            "--kafka-config",
            config,
            "--transport=kafka", // so that the tasks can be seen
            "sleep",
            "--tasks=100000",
            "--seconds=0.05");
    try (Log log = KafkaLog.connect("baton", KafkaConfigFile.read(Path.of(config)));
        Subscription records = log.subscribe(partitions(log), new Start.Latest())) {
      awaitBatch(records, new HashSet<>());
      Instant start = Instant.now();
      BatonProcess second = sandbox.start("worker", "--kafka-config", config, "--workers=1");
      Joining joining = new Joining();
      int beatsAfter = awaitBatch(records, joining.workers(records, second));

      System.out.printf(
          Locale.ROOT,
          "join: %d ms from the start of the process to the first task sent, %d ms of it after the"
              + " worker was up; %d claims, %d beats before it was up, %d after%n",
          Duration.between(start, Instant.now()).toMillis(),
          Duration.between(joining.up, Instant.now()).toMillis(),
          joining.claims,
          joining.beats,
          beatsAfter);
      assertThat(joining.claims).as("its first claim holds").isEqualTo(1);
      assertThat(beatsAfter).as("nobody waits for a beat").isLessThanOrEqualTo(2);
    }
    run.signal("INT");
    run.endsWith(130);
  }

  /** What a host says before its worker is up. */
  private static final class Joining {

    private Instant up = Instant.MIN;
    private long host;
    private int claims;
    private int beats;

    private Set<Long> workers(Subscription records, BatonProcess joins) {
      Instant end = Instant.now().plus(LIMIT);
      while (joins.isAlive() && Instant.now().isBefore(end)) {
        for (Message message : records.poll(Duration.ofMillis(100))) {
          WireRecord record = Frame.decode(message.bytes());
          switch (record) {
            case Claim claim when !claim.partitions().isEmpty() -> {
              host = claim.host();
              claims++;
            }
            case HostBeat beat when beat.host() == host -> beats++;
            case WorkerUp worker when worker.host() == host -> {
              up = Instant.now();
              return Set.of(worker.worker().incarnation());
            }
            default -> {}
          }
        }
      }
      throw new AssertionError("no worker has come up: " + joins.err());
    }
  }

  /**
   * Waits for tasks that are sent to one of these workers, or to any if none is named; returns how
   * many beats of their host came before.
   */
  private static int awaitBatch(Subscription records, Set<Long> workers) {
    Instant end = Instant.now().plus(LIMIT);
    int beats = 0;
    while (Instant.now().isBefore(end)) {
      for (Message message : records.poll(Duration.ofMillis(100))) {
        WireRecord record = Frame.decode(message.bytes());
        if (record instanceof TaskBatch batch
            && (workers.isEmpty() || workers.contains(batch.incarnation()))) {
          return beats;
        }
        if (record instanceof HostBeat beat
            && beat.workers().stream().anyMatch(w -> workers.contains(w.incarnation()))) {
          beats++;
        }
      }
    }
    throw new AssertionError("nothing was sent to " + workers);
  }

  private static Set<ChannelPartition> partitions(Log log) {
    Set<ChannelPartition> all = new HashSet<>();
    all.add(new ChannelPartition(Channel.EVENTS, 0));
    for (int i = 0; i < log.partitions(Channel.INBOX); i++) {
      all.add(new ChannelPartition(Channel.INBOX, i));
    }
    return all;
  }

  @Test
  void aHostThatLacksALibraryDoesNotEatTheJob() throws IOException {
    int tasks = 100;
    String config = sandbox.startBroker();
    GatedJob job = new GatedJob(folder);
    String[] worker = {"worker", "--kafka-config", config, "--workers=1", job.jarOption()};
    BatonProcess bad = sandbox.startWith(GatedJob.BROKEN + "=yes", worker);
    bad.awaitPrinted("joined");
    BatonProcess good = sandbox.start(worker);
    good.awaitPrinted("joined");
    List<String> words = new ArrayList<>(List.of("run", "--kafka-config", config));
    words.addAll(job.arguments(tasks, tasks - 1)); // the last one waits, and the job with it
    List<ExcludedHosts> said = new ArrayList<>();
    BatonProcess run;
    try (Log log = KafkaLog.connect("baton", KafkaConfigFile.read(Path.of(config)));
        Subscription events =
            log.subscribe(Set.of(new ChannelPartition(Channel.EVENTS, 0)), new Start.Latest())) {
      run = sandbox.start(words.toArray(String[]::new));
      run.awaitPrinted("gets no more tasks for now");
      Instant end = Instant.now().plus(LIMIT);
      while (said.isEmpty() && Instant.now().isBefore(end)) {
        for (Message message : events.poll(Duration.ofMillis(100))) {
          if (Frame.decode(message.bytes()) instanceof ExcludedHosts hosts) {
            said.add(hosts);
          }
        }
      }
    }
    job.open();

    run.endsWith(0);
    assertThat(run.out()).isEqualTo(GatedJob.output(tasks));
    assertThat(run.err()).contains("UnsatisfiedLinkError: no acme");
    assertThat(said)
        .first()
        .satisfies(
            hosts ->
                assertThat(hosts.hosts())
                    .singleElement()
                    .satisfies(host -> assertThat(host.reason()).contains("no acme")));
    assertThat(job.brokenRuns()).as("attempts on the bad host").isBetween(1, tasks / 2);
  }

  @Test
  void tasksThatFailOnEveryHostFailWithTheirOwnFailure() throws IOException {
    String config = sandbox.startBroker();
    GatedJob job = new GatedJob(folder);
    for (int i = 0; i < 2; i++) {
      sandbox
          .startWith(
              GatedJob.BROKEN + "=yes",
              "worker",
              "--kafka-config",
              config,
              "--workers=1",
              job.jarOption())
          .awaitPrinted("joined");
    }
    List<String> words = new ArrayList<>(List.of("run", "--kafka-config", config));
    words.addAll(job.arguments(20, 20));

    BatonProcess run = sandbox.run(words.toArray(String[]::new));

    run.endsWith(1);
    assertThat(run.err()).contains("no acme in java.library.path");
  }
}
