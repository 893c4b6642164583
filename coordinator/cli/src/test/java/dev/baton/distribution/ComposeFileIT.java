package dev.baton.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.distribution.Shell.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** The compose file says what the programs know. No container is started here. */
class ComposeFileIT {

  @TempDir private Path directory;
  private ComposeFile file;

  @BeforeEach
  void readTheFile() throws IOException {
    file = ComposeFile.read();
  }

  @Test
  void composeAcceptsIt() throws Exception {
    Shell shell = new Shell(directory);
    assumeTrue(
        shell.run("sh", "-c", "command -v docker-compose").exitCode() == 0,
        "docker-compose is not installed");

    Outcome outcome =
        shell.run("docker-compose", "-f", ComposeFile.PATH.toRealPath(), "config", "--quiet");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void theBrokerIsTheKafkaThatBatonWasBuiltWith() {
    assertThat(file.image("kafka")).isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
  }

  @Test
  void theBrokerKnowsAllItsSettings() {
    assertThat(AbstractKafkaConfig.CONFIG_DEF.names())
        .containsAll(file.brokerProperties().keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker", "coordinator"})
  void theProgramsMeetTheBrokerWhereItSaysItIs(String service) {
    assertThat(listeners()).contains("CONTAINERS://" + file.option(service, "--bootstrap"));
  }

  @Test
  void whatIsPublishedIsForThisMachineOnly() {
    assertThat(file.value("kafka", "ports")).isEqualTo("[127.0.0.1:9092:9092]");
    assertThat(listeners()).contains("HOST://localhost:9092");
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
  void theImageRunsTheProgramOfTheDistributionAsNobodySpecial() throws IOException {
    assertThat(Path.of("..", "..", "Dockerfile"))
        .content(StandardCharsets.UTF_8)
        .contains("-Dbaton.quick package", "USER baton", "ENTRYPOINT [\"baton\"]", ":25-jdk");
  }

  private List<String> listeners() {
    return Arrays.asList(
        file.brokerProperties().getOrDefault("advertised.listeners", "").split(","));
  }

  private Outcome baton(List<String> words) throws Exception {
    try (Stream<Path> found = Files.list(Path.of("..", "target"))) {
      Path home =
          found.filter(path -> Files.isDirectory(path.resolve("lib"))).findAny().orElseThrow();
      Path program = home.resolve("bin/baton").toRealPath();
      return new Shell(directory)
          .with("JAVA_HOME", System.getProperty("java.home"))
          .run(Stream.concat(Stream.of(program), words.stream()).toArray());
    }
  }
}
