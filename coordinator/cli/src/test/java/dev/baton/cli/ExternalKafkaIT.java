package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.cli.job.JobJar;
import dev.baton.kafka.KafkaCluster;
import dev.baton.kafka.KafkaRelease;
import dev.baton.log.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kafka clusters that somebody else runs: plain brokers with Kafka's own defaults. */
class ExternalKafkaIT extends WithSandbox {

  private static final String JOB =
      """
      package acme;

      import dev.baton.TaskFunction;
      import dev.baton.job.Job;
      import dev.baton.job.Splits;
      import java.io.PrintStream;
      import java.util.stream.IntStream;
      import picocli.CommandLine.Command;
      import picocli.CommandLine.Option;

      @Command(name = "large", description = "Sends and returns arrays.")
      public class Large implements Job<byte[], byte[]> {
        @Option(names = "--there", required = true) int there;
        @Option(names = "--back", required = true) int back;
        private long bytes;

        public record Echo(int back) implements TaskFunction<byte[], byte[]> {
          @Override
          public byte[] apply(byte[] input) {
            byte[] output = new byte[back];
            output[0] = input[input.length - 1];
            return output;
          }
        }

        @Override
        public Splits<byte[]> split() {
          return new Splits<>(IntStream.range(0, 3).mapToObj(i -> input(i)), 3);
        }

        private byte[] input(int i) {
          byte[] input = new byte[there];
          input[there - 1] = (byte) (i + 1);
          return input;
        }

        @Override
        public TaskFunction<byte[], byte[]> task() {
          return new Echo(back);
        }

        @Override
        public void fold(byte[] input, byte[] result) {
          bytes += (long) result[0] * result.length;
        }

        @Override
        public void write(PrintStream out, PrintStream notes) {
          out.println(bytes);
        }
      }
      """;

  @ParameterizedTest
  @EnumSource(KafkaRelease.class)
  void workersMakeTheTopicsAndJobsRun(KafkaRelease release) throws Exception {
    try (KafkaCluster kafka = KafkaCluster.start(folder.resolve("kafka"), release)) {
      Path health = folder.resolve("health");
      String[] cluster = {"--bootstrap", kafka.bootstrap(), "--topic-prefix", "team-a."};
      assertThat(baton(cluster, "topics").endsWith(3).out())
          .containsPattern("team-a\\.baton\\.inbox +- +- +missing");
      assertThat(baton(cluster, "status").endsWith(3).err())
          .contains("lacks topics of pool 'team-a.baton'")
          .contains("kafka-topics.sh --bootstrap-server " + kafka.bootstrap() + " --create")
          .doesNotContain("Exception");

      BatonProcess worker =
          start(
              cluster,
              "worker",
              "--workers=2",
              "--topic-retention=1d",
              "--max-workers=8",
              "--health-file=" + health);
      worker.awaitPrinted("2 workers joined pool 'baton'");
      await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(health));
      BatonProcess run = run(cluster, "wordcount", "--top=2", "--split-size=4096", "" + text());

      assertThat(run.endsWith(0).out()).isEqualTo("6000\ttwo\n3000\tone\n");
      assertThat(baton(cluster, "status").endsWith(0).out())
          .contains("pool baton", "agent " + worker.pid(), "2 workers");
      assertThat(
              baton(cluster, "topics", "--topic-retention=1d", "--max-workers=8").endsWith(0).out())
          .contains("team-a.baton.inbox")
          .containsPattern("team-a\\.baton\\.events +1 +1 +as planned")
          .doesNotContain("usable:", "missing");
      assertThat(names(kafka)).hasSize(Channel.values().length).allMatch(isOf("team-a.baton."));

      worker.signal("TERM");
      worker.endsWith(0);
      assertThat(health).doesNotExist();
    }
  }

  /** The topics of an administrator who left everything as it is by default. */
  @Test
  void whatDoesNotFitARecordIsAClearErrorOrTakesAnotherRoad() throws Exception {
    Path jar = JobJar.make(folder, "acme.Large", JOB);
    try (KafkaCluster kafka = KafkaCluster.start(folder.resolve("kafka"), KafkaRelease.V4)) {
      createByDefaults(kafka);
      String[] cluster = {"--bootstrap", kafka.bootstrap(), "--jar=" + jar};
      start(cluster, "worker", "--workers=1").awaitPrinted("1 worker joined");

      String fits = "--there=900000";
      assertThat(run(cluster, "--handoff=kryo", "large", fits, "--back=900000").endsWith(0).out())
          .isEqualTo("5400000\n");
      assertThat(run(cluster, "large", "--there=3000000", "--back=2000000").endsWith(0).out())
          .as("within a host what is large goes by reference")
          .isEqualTo("12000000\n");
      BatonProcess thereAndNotBack =
          run(cluster, "--handoff=kryo", "large", "--there=3000000", "--back=1");
      assertThat(thereAndNotBack.endsWith(1).err())
          .contains("and a record has room for 1,0")
          .contains("raise max.message.bytes");
      BatonProcess back = run(cluster, "--handoff=kryo", "large", fits, "--back=3000000");
      assertThat(back.endsWith(1).err()).contains("and a record has room for 1,0");
    }
  }

  private BatonProcess baton(String[] cluster, String command, String... more) throws IOException {
    BatonProcess process = start(cluster, command, more);
    process.awaitEnd();
    return process;
  }

  /** Runs a job over Kafka, though its workers are on this host. */
  private BatonProcess run(String[] cluster, String... more) throws IOException {
    return baton(
        cluster,
        "run",
        Stream.concat(Stream.of("--transport=kafka"), Stream.of(more)).toArray(String[]::new));
  }

  private BatonProcess start(String[] cluster, String command, String... more) throws IOException {
    return sandbox.start(
        Stream.of(Stream.of(command), Stream.of(cluster), Stream.of(more))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  private Path text() throws IOException {
    return Files.writeString(folder.resolve("text.txt"), "one two two\n".repeat(3000));
  }

  private static Predicate<String> isOf(String prefix) {
    return name -> name.startsWith(prefix);
  }

  private static Set<String> names(KafkaCluster kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
      return admin.listTopics().names().get();
    }
  }

  private static void createByDefaults(KafkaCluster kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
      List<NewTopic> topics =
          Stream.of(Channel.values())
              .map(channel -> new NewTopic(channel.topic("baton"), 4, (short) 1))
              .toList();
      admin.createTopics(topics).all().get();
    }
  }
}
