package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.cli.job.JobJar;
import dev.baton.kafka.KafkaCluster;
import dev.baton.kafka.KafkaNode;
import dev.baton.kafka.KafkaRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A cluster of three brokers, with replicated topics, that lose some of them during a job. */
class RollingRestartIT extends WithSandbox {

  private static final int TASKS = 6000;

  /** A tenth of a second each, until there is a file that says that the rest may hurry. */
  private static final String JOB =
      """
      package acme;

      import dev.baton.TaskFunction;
      import dev.baton.job.Job;
      import dev.baton.job.Splits;
      import java.io.PrintStream;
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.nio.file.StandardOpenOption;
      import java.util.stream.IntStream;
      import picocli.CommandLine.Command;
      import picocli.CommandLine.Option;

      @Command(name = "steady", description = "Squares, at a steady pace.")
      public class Steady implements Job<Integer, Long> {
        @Option(names = "--below", required = true) int below;
        @Option(names = "--place", required = true) Path place;
        private final StringBuilder text = new StringBuilder();

        public record Step(String place) implements TaskFunction<Integer, Long> {
          @Override
          public Long apply(Integer number) throws Exception {
            Path folder = Path.of(place);
            Files.writeString(folder.resolve("runs"), number + "\\n",
                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (!Files.exists(folder.resolve("hurry"))) {
              Thread.sleep(100);
            }
            return (long) number * number;
          }
        }

        @Override
        public Splits<Integer> split() {
          return new Splits<>(IntStream.range(0, below).boxed(), below);
        }

        @Override
        public TaskFunction<Integer, Long> task() {
          return new Step(place.toString());
        }

        @Override
        public boolean ordered() {
          return true;
        }

        @Override
        public void fold(Integer number, Long square) {
          text.append(number).append(' ').append(square).append('\\n');
        }

        @Override
        public void write(PrintStream out, PrintStream notes) {
          out.print(text);
        }
      }
      """;

  private Path place;
  private Path report;

  @Test
  void aBrokerThatIsKilledCostsNothing() throws Exception {
    try (KafkaCluster kafka = startThree()) {
      BatonProcess run = startJob(kafka);
      awaitProgress();

      kafka.nodes().getFirst().kill();
      awaitProgress();

      assertAllIsThere(run);
    }
  }

  @Test
  @Tag("thorough")
  void aRollingRestartCostsNothing() throws Exception {
    try (KafkaCluster kafka = startThree()) {
      BatonProcess run = startJob(kafka);
      awaitProgress();
      for (int i = 0; i < 3; i++) {
        KafkaNode node = kafka.nodes().get(i);
        if (i == 1) {
          node.kill();
        } else {
          node.terminate();
        }
        awaitProgress();
        node.start();
        kafka.awaitServing();
        awaitProgress();
      }

      assertAllIsThere(run);
    }
  }

  private KafkaCluster startThree() throws IOException, InterruptedException {
    return KafkaCluster.start(folder.resolve("kafka"), KafkaRelease.V4, 3, Map.of());
  }

  private BatonProcess startJob(KafkaCluster kafka) throws IOException {
    place = Files.createDirectory(folder.resolve("place"));
    report = folder.resolve("report.json");
    String jar = "--jar=" + JobJar.make(folder, "acme.Steady", JOB);
    String bootstrap = "--bootstrap=" + kafka.bootstrap();
    sandbox
        .start(
            "worker",
            bootstrap,
            "--workers=2",
            "--max-workers=4",
            "--topic-replication=3",
            "--topic-min-isr=2",
            jar)
        .awaitPrinted("2 workers joined");
    return sandbox.start(
        "run",
        bootstrap,
        "--report=" + report,
        "--transport=kafka",
        jar,
        "steady",
        "--below=" + TASKS,
        "--place=" + place);
  }

  /** Waits until further tasks have begun, more than can have been on their way. */
  private void awaitProgress() {
    int before = runs().size();
    await("tasks go on").atMost(Duration.ofMinutes(2)).until(() -> runs().size() > before + 20);
  }

  private void assertAllIsThere(BatonProcess run) throws IOException {
    assertThat(run.isAlive()).as("the job is still running: " + run.err()).isTrue();
    Files.createFile(place.resolve("hurry"));
    run.endsWith(0);

    assertThat(run.out())
        .isEqualTo(
            IntStream.range(0, TASKS)
                .mapToObj(i -> i + " " + (long) i * i + "\n")
                .collect(Collectors.joining()));
    JsonNode counts = new ObjectMapper().readTree(report.toFile());
    System.err.println("executions beyond the first: " + (runs().size() - TASKS) + "; " + counts);
    assertThat(counts.at("/done").asInt()).as(counts.toString()).isEqualTo(TASKS);
    assertThat(runs()).as("every task has run").containsAll(numbers());
  }

  private static List<String> numbers() {
    return IntStream.range(0, TASKS).mapToObj(Integer::toString).toList();
  }

  private List<String> runs() {
    try {
      Path runs = place.resolve("runs");
      return Files.exists(runs) ? Files.readAllLines(runs) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }
}
