package dev.baton.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnJarsTest {

  private static final List<String> LIST =
      List.of(
          "",
          "The following files have been resolved:",
          "   com.esotericsoftware:kryo:jar:5.6.2:compile -- module com.esotericsoftware.kryo"
              + " [auto]",
          "   org.apache.kafka:kafka_2.13:jar:4.3.1:compile (optional)");

  @TempDir private Path lib;
  private final OwnJars jars = OwnJars.of(LIST);

  @Test
  void batonsJarsAndItsLibrariesComeFirstAndTheOthersKeepTheirOrder() throws IOException {
    String given =
        path(
            "classes",
            jar("app-1.0.jar"),
            jar("kryo-5.7.0.jar"),
            jar("baton-worker-0.1.0-SNAPSHOT.jar"),
            jar("kryo-tools-1.0.jar"),
            jar("baton-pool-0.1.0-SNAPSHOT.jar"),
            jar("baton-api-0.1.0-SNAPSHOT.jar"),
            jar("baton-broker-0.1.0-SNAPSHOT.jar"),
            jar("baton-core-0.1.0-SNAPSHOT.jar"),
            jar("kafka_2.13-4.3.1.jar"));

    assertThat(names(jars.first(given)))
        .containsExactly(
            "kryo-5.7.0.jar",
            "baton-worker-0.1.0-SNAPSHOT.jar",
            "baton-pool-0.1.0-SNAPSHOT.jar",
            "baton-api-0.1.0-SNAPSHOT.jar",
            "baton-broker-0.1.0-SNAPSHOT.jar",
            "baton-core-0.1.0-SNAPSHOT.jar",
            "kafka_2.13-4.3.1.jar",
            "classes",
            "app-1.0.jar",
            "kryo-tools-1.0.jar");
    assertThat(jars.first(jars.first(given))).isEqualTo(jars.first(given));
    assertThat(jars.in(given)).hasSize(7).allMatch(Path::isAbsolute);
  }

  @Test
  void aClassPathHasTwoParts() throws IOException {
    String given =
        path(
            "classes",
            jar("baton-worker-0.1.jar"),
            jar("app-1.0.jar"),
            jar("baton-pool-0.1.jar"),
            jar("baton-api-0.1.jar"),
            jar("baton-broker-0.1.jar"),
            jar("baton-core-0.1.jar"));

    ClassPathParts parts = ClassPathParts.of(given, jars);

    assertThat(parts.own())
        .extracting(ClassPathParts::artifact)
        .containsExactly("baton-worker", "baton-pool", "baton-api", "baton-broker", "baton-core");
    assertThat(parts.others())
        .containsExactly(Path.of("classes").toAbsolutePath(), lib.resolve("app-1.0.jar"));
  }

  @Test
  void aBatonThatLiesInADirectoryHasNone() throws IOException {
    String given =
        path(
            "common/target/classes",
            jar("baton-worker-0.1.jar"),
            jar("baton-pool-0.1.jar"),
            jar("kryo-5.6.2.jar"));

    assertThat(jars.in(given)).isEmpty();
    assertThat(jars.first(given)).isEqualTo(given);
    assertThat(jars.in("")).isEmpty();
  }

  @Test
  void jarsThatAreNotThereDoNotCount() throws IOException {
    String given =
        path(
            jar("baton-core-1.jar"),
            jar("baton-worker-1.jar"),
            jar("baton-pool-1.jar"),
            jar("baton-api-1.jar"),
            jar("baton-broker-1.jar"),
            lib.resolve("kryo-5.6.2.jar").toString());

    assertThat(jars.in(given)).hasSize(5);
  }

  private String jar(String name) throws IOException {
    return Files.createFile(lib.resolve(name)).toString();
  }

  private static String path(String... entries) {
    return String.join(File.pathSeparator, entries);
  }

  private static List<String> names(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .map(entry -> Path.of(entry).getFileName().toString())
        .collect(Collectors.toList());
  }
}
