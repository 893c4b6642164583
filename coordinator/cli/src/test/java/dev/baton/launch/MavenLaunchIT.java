package dev.baton.launch;

import static dev.baton.launch.LaunchedProgram.java;
import static dev.baton.launch.LaunchedProgram.outputOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.broker.BrokerConfig;
import dev.baton.broker.EmbeddedBroker;
import dev.baton.cli.Baton;
import dev.baton.cli.PackedBaton;
import dev.baton.process.JvmFlags;
import dev.baton.process.Library;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that Maven builds or runs, with the Baton of this build as a dependency. */
@Tag("thorough")
class MavenLaunchIT {

  private static final String RESULT = "42 [Item[number=0, kind=EVEN], Item[number=1, kind=ODD]]\n";
  private static final String KAFKA = Library.KAFKA_CLIENTS.built();
  private static final Duration READY = Duration.ofMinutes(1);

  /** Spring Boot's banner and its own lines; none of Kafka's. */
  private static final int MOST_LINES = 40;

  private final List<String> brokerOutput = new CopyOnWriteArrayList<>();

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"LOCAL", "KAFKA"})
  void aProgramThatRunsWithinMaven(String transport) throws Exception {
    assertThat(plain().maven(versions("compile", "exec:java", "-Dexec.args=" + transport)))
        .contains(RESULT);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void testsOfAProgramInMavenAndInAForkOfIt(int forks) throws Exception {
    assertThat(plain().maven(versions("test", "-DforkCount=" + forks)))
        .contains("Tests run: 1, Failures: 0, Errors: 0")
        .contains("tested in ");
  }

  @Test
  void aSpringBootJarRunsWithTheKafkaThatItsParentChooses() throws Exception {
    Path jar = boot();

    assertThat(outputOf(directory, List.of(java(), "-jar", jar.toString(), "LOCAL")))
        .contains(RESULT);

    try (LaunchedProgram embedded =
        LaunchedProgram.start(
            directory, List.of(java(), "-jar", jar.toString(), "KAFKA"), Map.of())) {
      assertThat(embedded.awaitEnd()).isEqualTo(1);
      assertThat(embedded.printed())
          .contains("org.apache.kafka:kafka-clients is 3.9.1")
          .contains(KAFKA)
          .contains("kafka.version");
    }
  }

  @Test
  void aSpringBootJarHasABrokerOfItsOwnAndPrintsNothingOfKafka() throws Exception {
    Path jar = boot("-Dkafka.version=" + KAFKA);

    String printed = outputOf(directory, List.of(java(), "-jar", jar.toString(), "KAFKA"));

    assertThat(printed).contains(RESULT).doesNotContain("org.apache.kafka");
    assertThat(printed.lines()).hasSizeLessThan(MOST_LINES);
  }

  @Test
  void workersOfAClusterTakeASpringBootJarAsItIs() throws Exception {
    Path jar = boot();
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(BrokerConfig.temporary("baton"), brokerOutput::add)) {
      var _ = broker.awaitReady(READY);
      String config = broker.clientPropertiesFile().toString();
      List<String> words = new ArrayList<>(List.of(java()));
      words.addAll(JvmFlags.sharedMemory());
      words.addAll(List.of("-cp", PackedBaton.classPath(), Baton.class.getName()));
      words.addAll(List.of("worker", "--kafka-config", config, "--workers", "1"));
      words.addAll(List.of("--jar", jar.toString()));
      try (LaunchedProgram worker = LaunchedProgram.start(directory, words, Map.of())) {
        worker.awaitPrinted("joined");

        String printed =
            outputOf(directory, List.of(java(), "-jar", jar.toString(), "CLUSTER", config));

        assertThat(printed).contains(RESULT).doesNotContain("org.apache.kafka");
        assertThat(printed.lines()).hasSizeLessThan(MOST_LINES);
      }
    }
    assertThat(brokerOutput).isEmpty();
  }

  private MavenProject plain() throws Exception {
    return MavenProject.make(directory, "maven/pom.xml")
        .with("Program.java", "src/main/java/Program.java")
        .with("Other.java", "src/main/java/Other.java")
        .with("maven/ProgramTest.java", "src/test/java/ProgramTest.java");
  }

  private Path boot(String... properties) throws Exception {
    MavenProject project =
        MavenProject.make(directory, "boot/pom.xml")
            .with("boot/App.java", "src/main/java/demo/App.java");
    List<String> words = new ArrayList<>(List.of(properties));
    words.add("package");
    var _ = project.maven(words.toArray(String[]::new));
    return project.directory().resolve("target/boot-1.jar");
  }

  private static String[] versions(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("-Dkafka.version=" + KAFKA);
    return all.toArray(String[]::new);
  }
}
