package dev.baton.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.distribution.Shell.Outcome;
import dev.baton.process.JvmFlags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory and the archive that {@code mvn package} has just made. */
class DistributionIT {

  private final Path home = only("baton-[0-9]*", Files::isDirectory);

  @TempDir private Path directory;

  @Test
  void runsWithoutMaven() throws Exception {
    Outcome outcome = shell().run(home.resolve("bin/baton").toRealPath(), "--version");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).startsWith("baton " + version());
  }

  @Test
  void theArchiveHoldsTheSameProgram() throws Exception {
    Path archive = only("baton-*.tar.gz", Files::isRegularFile).toRealPath();
    assertThat(shell().run("tar", "-xzf", archive, "-C", directory).exitCode()).isZero();
    Path unpacked = directory.resolve("baton-" + version());

    assertThat(filesIn(unpacked)).isEqualTo(filesIn(home));
    assertThat(shell().run(unpacked.resolve("bin/baton"), "--version").out()).startsWith("baton ");
  }

  @Test
  void onlyTheBrokerHasTheKafkaServer() throws IOException {
    assertThat(filesIn(home.resolve("lib")))
        .anyMatch(name -> name.startsWith("kafka-clients-"))
        .noneMatch(name -> name.startsWith("kafka_2.13-"))
        .noneMatch(name -> name.startsWith("scala-"))
        .anyMatch(name -> name.startsWith("broker/kafka_2.13-"))
        .noneMatch(name -> name.startsWith("broker/kafka-clients-"));
  }

  @Test
  void nothingReportsUsage() throws IOException {
    assertThat(filesIn(home)).noneMatch(name -> name.contains("analytics"));
  }

  @Test
  void itsJvmFlagsAreThoseOfTheChildren() throws IOException {
    String options = Files.readString(home.resolve("lib/jvm.options"), StandardCharsets.UTF_8);

    List<String> flags =
        options
            .lines()
            .filter(line -> !line.startsWith("#"))
            .flatMap(line -> Arrays.stream(line.strip().split(" +")))
            .toList();
    assertThat(flags).containsAll(JvmFlags.sharedMemory());
    List<String> workers = new ArrayList<>(JvmFlags.worker(0));
    // what a process needs that has many of its kind beside it
    workers.removeAll(List.of("-XX:ActiveProcessorCount=1", "-XX:+UseCompactObjectHeaders"));
    assertThat(flags).containsExactlyInAnyOrderElementsOf(workers);
  }

  @Test
  void itHasItsLicence() {
    assertThat(home.resolve("LICENSE")).content().contains("Apache License");
    assertThat(home.resolve("NOTICE")).exists();
  }

  /** A shell that finds the JDK of this test. */
  private Shell shell() {
    return new Shell(directory).with("JAVA_HOME", System.getProperty("java.home"));
  }

  private String version() {
    return home.getFileName().toString().replaceFirst("baton-", "");
  }

  private static List<String> filesIn(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .filter(name -> !name.endsWith(".aot") && !name.endsWith(".trained"))
          .sorted()
          .toList();
    }
  }

  private static Path only(String glob, Predicate<Path> kind) {
    try (var found = Files.newDirectoryStream(Path.of("..", "target"), glob)) {
      List<Path> matches = StreamSupport.stream(found.spliterator(), false).filter(kind).toList();
      assertThat(matches).as("run `mvn package` first").hasSize(1);
      return matches.getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
