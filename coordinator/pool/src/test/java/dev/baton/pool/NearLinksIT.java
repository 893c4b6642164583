package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.JobIdentity;
import dev.baton.Task;
import dev.baton.Transport;
import dev.baton.link.log.CoordinatorLogLinks;
import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.Start;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.wire.Attempts;
import dev.baton.wire.ResultBatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster's coordinator and the workers of its own host. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class NearLinksIT {

  private static final String POOL = "near";
  private static final int TASKS = 200;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static TestCluster cluster;

  @TempDir private Path folder;

  @BeforeAll
  static void startCluster() {
    cluster = TestCluster.start(POOL, 2);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @Test
  void tasksTakeTheSocketsOfTheHost() throws Exception {
    try (ProcessPool pool = cluster.builder().build()) {
      assertThat(squares(pool)).isEqualTo(expected());

      Map<Transport, Long> links = pool.statistics().links();
      assertThat(links.get(Transport.LOCAL)).as(links.toString()).isGreaterThanOrEqualTo(TASKS);
      assertThat(links).containsEntry(Transport.KAFKA, 0L);
      assertThat(pool.statistics().malformedRecords()).isZero();
    }
  }

  @Test
  void tasksTakeTheLogIfThatIsAskedFor() throws Exception {
    try (ProcessPool pool = cluster.builder().transport(Transport.KAFKA).build()) {
      assertThat(squares(pool)).isEqualTo(expected());

      Map<Transport, Long> links = pool.statistics().links();
      assertThat(links.get(Transport.KAFKA)).as(links.toString()).isGreaterThanOrEqualTo(TASKS);
      assertThat(links).containsEntry(Transport.LOCAL, 0L);
    }
  }

  @Test
  void programsOfBothKindsShareTheWorkers() throws Exception {
    try (ProcessPool near = cluster.builder().build();
        ProcessPool far = cluster.builder().transport(Transport.KAFKA).build()) {
      for (int round = 0; round < 3; round++) {
        var waiting = near.submit((Task<Integer>) () -> 1);
        assertThat(squares(far)).isEqualTo(expected());
        assertThat(squares(near)).isEqualTo(expected());
        assertThat(waiting.get()).isOne();
      }
    }
  }

  @Test
  void whatAKilledWorkerRanRunsAgain() throws Exception {
    try (ProcessPool pool = cluster.builder().build()) {
      String place = folder.toString();
      var task =
          pool.submit(
              (Task<String>)
                  () -> {
                    Path first = Path.of(place, "first");
                    if (Files.notExists(first)) {
                      String pid = Long.toString(ProcessHandle.current().pid());
                      Files.writeString(Path.of(place, "writing"), pid);
                      Files.move(Path.of(place, "writing"), first);
                      Thread.sleep(LIMIT.toMillis());
                    }
                    return "again";
                  });
      Path first = folder.resolve("first");
      await().atMost(LIMIT).until(() -> Files.exists(first));

      ProcessHandle.of(Long.parseLong(Files.readString(first))).orElseThrow().destroyForcibly();

      assertThat(task.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo("again");
      assertThat(squares(pool)).isEqualTo(expected());
    }
  }

  @Test
  void resultsOfAJobThatCanBeResumedAreOnTheLogToo() throws Exception {
    JobIdentity job = JobIdentity.next(new SecureRandom());
    try (ProcessPool pool = cluster.builder().job(job).build()) {
      assertThat(squares(pool)).isEqualTo(expected());
      assertThat(pool.statistics().links()).containsEntry(Transport.KAFKA, 0L);

      await().atMost(LIMIT).until(() -> onLog(job.coordinator()).size() == TASKS);
      assertThat(pool.statistics().done()).as("each counts once").isEqualTo(TASKS);
    }
  }

  /** The tasks of a coordinator whose results are on the log. */
  private static Set<Long> onLog(long coordinator) {
    Set<Long> tasks = new TreeSet<>();
    try (Log log = KafkaLog.connect(POOL, cluster.kafka())) {
      int partition = CoordinatorLogLinks.resultsOf(log, coordinator).partition();
      log.readToEnd(
          new ChannelPartition(Channel.RESULTS, partition),
          new Start.Earliest(),
          ResultBatch.class,
          batch -> {
            if (batch.record().coordinator() == coordinator) {
              batch.record().results().forEach(result -> tasks.addAll(ids(result.attempts())));
            }
          });
    }
    return tasks;
  }

  private static List<Long> ids(Attempts attempts) {
    return LongStream.range(attempts.from(), attempts.to()).boxed().toList();
  }

  private static List<Integer> squares(ProcessPool pool) {
    return pool.map((Integer number) -> number * number, IntStream.range(0, TASKS).boxed())
        .toList();
  }

  private static List<Integer> expected() {
    return IntStream.range(0, TASKS).map(number -> number * number).boxed().toList();
  }
}
