package dev.baton.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.cli.PackedBaton;
import dev.baton.distribution.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compose files say what the programs know. No container is started here. */
class ComposeFileIT {

  @TempDir private Path directory;
  private ComposeFile file;

  @BeforeEach
  void readTheFile() throws IOException {
    file = ComposeFile.read();
  }

  /** It checks files by the schema of the compose specification. */
  @Test
  void composeAcceptsThem() throws Exception {
    assertThat(ComposeFile.of(composed(directory)).services())
        .containsExactly("coordinator", "kafka", "worker");
    assertThat(ComposeFile.of(composed(directory, ComposeFile.THREE_BROKERS)).services())
        .containsExactly("coordinator", "kafka", "kafka-2", "kafka-3", "worker");
  }

  @Test
  void threeBrokersDifferInNamesAndVolumesOnly() throws Exception {
    ComposeFile three = ComposeFile.of(composed(directory, ComposeFile.THREE_BROKERS));

    for (String broker : List.of("kafka", "kafka-2", "kafka-3")) {
      assertThat(three.brokerProperties(broker))
          .containsEntry("default.replication.factor", "3")
          .containsEntry("min.insync.replicas", "2")
          .containsEntry("advertised.listeners", "CLIENTS://" + broker + ":9092");
      assertThat(three.value(broker, "volumes")).contains(broker + "-data:/var/lib/kafka/data");
      assertThat(three.value(broker, "restart")).isEqualTo("unless-stopped");
      for (String program : List.of("worker", "coordinator")) {
        assertThat(three.option(program, "--bootstrap")).contains(broker + ":9092");
      }
    }
  }

  @Test
  void theBrokerIsTheKafkaThatBatonWasBuiltWith() {
    assertThat(file.value("kafka", "image"))
        .isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
  }

  @Test
  void theBrokerKnowsAllItsSettingsAndKeepsItsDataInAVolume() {
    assertThat(AbstractKafkaConfig.CONFIG_DEF.names())
        .containsAll(file.brokerProperties("kafka").keySet());
    assertThat(file.value("kafka", "volumes"))
        .contains("kafka-data:" + file.brokerProperties("kafka").get("log.dirs"));
  }

  @Test
  void whoReachesTheBrokerNeedsALoginThatIsNotInTheFile() throws IOException {
    assertThat(file.value("kafka", "ports")).as("published ports").isEmpty();
    assertThat(file.brokerProperties("kafka").get("listener.security.protocol.map"))
        .isEqualTo("CLIENTS:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT");
    assertThat(Files.readString(ComposeFile.PATH)).doesNotContainIgnoringCase("password=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker", "coordinator"})
  void theProgramsMeetTheBrokerWhereItSaysItIs(String service) {
    assertThat(listeners()).contains("CLIENTS://" + file.option(service, "--bootstrap"));
    assertThat(file.option(service, "--kafka-config")).isEqualTo("/run/secrets/client.properties");
    assertThat(file.value(service, "secrets")).isEqualTo("[client.properties]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker", "coordinator"})
  void theProgramsHaveLimitsAndNoRights(String service) {
    for (String limit : List.of("cpus", "mem_limit", "shm_size")) {
      assertThat(file.value(service, limit)).as(limit).isNotEmpty();
    }
    assertThat(file.value(service, "read_only")).isEqualTo("true");
    assertThat(file.value(service, "tmpfs")).isEqualTo("[/tmp]");
    assertThat(file.value(service, "cap_drop")).isEqualTo("[ALL]");
  }

  @Test
  void healthChecksStartNoJvm() {
    assertThat(Stream.of("kafka", "worker").flatMap(name -> file.healthCheck(name).stream()))
        .noneMatch(word -> word.contains(".sh") || word.contains("baton "));
  }

  @Test
  void aWorkerIsWellAsLongAsItsHealthFileIsNew() throws Exception {
    String check = file.healthCheck("worker").getFirst();
    assertThat(check).contains(file.option("worker", "--health-file"));
    Path health = directory.resolve("health");
    String here = check.replace(file.option("worker", "--health-file"), health.toString());
    Shell shell = new Shell(directory);

    assertThat(shell.run("sh", "-c", here).exitCode()).as("before it joins").isNotZero();
    Files.createFile(health);
    assertThat(shell.run("sh", "-c", here).exitCode()).isZero();
    Files.setLastModifiedTime(health, FileTime.from(Instant.now().minusSeconds(90)));
    assertThat(shell.run("sh", "-c", here).exitCode()).as("old").isNotZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker", "coordinator"})
  void theProgramsKnowTheirOptions(String service) throws Exception {
    List<String> command = file.command(service);
    Outcome help = baton(Stream.concat(command.stream(), Stream.of("--help")).toList());

    assertThat(help.exitCode()).as(help.err()).isZero();
    assertThat(command.stream().filter(word -> word.startsWith("--")))
        .isNotEmpty()
        .allSatisfy(option -> assertThat(help.out()).contains(option));
  }

  @Test
  void theImageIsPinnedAndCopiesWhatItDependsOnBeforeTheSources() throws IOException {
    String image = Files.readString(SourceTree.ROOT.resolve("Dockerfile"));

    assertThat(image)
        .contains("-Dbaton.quick package", "USER 10001:10001", "ENTRYPOINT [\"baton\"]")
        .containsPattern("FROM eclipse-temurin:25\\.\\d+\\.\\d+_\\d+-jdk");
    int sources = image.indexOf("COPY . .");
    for (String module : SourceTree.modules()) {
      assertThat(image.indexOf("COPY " + module + "/pom.xml"))
          .as(module)
          .isPositive()
          .isLessThan(sources);
    }
    assertThat(Files.readString(SourceTree.ROOT.resolve(".dockerignore")).lines())
        .contains("secrets", ".git", "**/target");
  }

  /** The files as one, or the test is skipped. */
  static String composed(Path directory, Path... more) throws Exception {
    Shell shell = new Shell(directory);
    assumeTrue(
        shell.run("sh", "-c", "command -v docker-compose").exitCode() == 0,
        "docker-compose is not installed");
    List<String> words = new ArrayList<>(List.of("docker-compose", "-f"));
    words.add(ComposeFile.PATH.toString());
    for (Path file : more) {
      words.addAll(List.of("-f", file.toString()));
    }
    words.add("config");
    Outcome outcome = shell.run(words.toArray());
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return outcome.out();
  }

  private List<String> listeners() {
    return Arrays.asList(
        file.brokerProperties("kafka").getOrDefault("advertised.listeners", "").split(","));
  }

  private Outcome baton(List<String> words) throws Exception {
    Path program = PackedBaton.home().resolve("bin/baton").toRealPath();
    return new Shell(directory)
        .with("JAVA_HOME", System.getProperty("java.home"))
        .run(Stream.concat(Stream.of(program), words.stream()).toArray());
  }
}
