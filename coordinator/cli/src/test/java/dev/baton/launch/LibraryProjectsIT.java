package dev.baton.launch;

import static dev.baton.launch.LaunchedProgram.java;
import static dev.baton.launch.LaunchedProgram.outputOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fresh projects that depend on the library and on nothing else. */
class LibraryProjectsIT {

  private static final String RESULT =
      "[Square[number=1, square=1], Square[number=2, square=4], Square[number=3, square=9]] 3.0\n";

  /** What a program gets that wants a pool: Baton, and what these four libraries need. */
  private static final List<String> EXPECTED =
      List.of("baton-", "chronicle-", "kafka-clients-", "kryo-", "slf4j-api-");

  /** What the four bring. */
  private static final List<String> BROUGHT =
      List.of(
          "compiler-",
          "javapoet-",
          "jnr-constants-",
          "lz4-java-",
          "minlog-",
          "objenesis-",
          "posix-",
          "reflectasm-",
          "snappy-java-",
          "zstd-jni-");

  private static final int MOST_JARS = 25;

  /** The Java on the path, whatever runs the tests. */
  private static final Map<String, String> OF_THE_SYSTEM = Map.of("JAVA_HOME", "");

  private static final Path GRADLE = Path.of("/usr/bin/gradle");

  @TempDir private Path directory;
  private MavenProject project;

  @BeforeEach
  void makeProject() throws IOException {
    project =
        MavenProject.make(directory, "library/pom.xml")
            .with("library/Squares.java", "src/main/java/demo/Squares.java");
  }

  @Test
  void aMavenProjectRunsOnTheClassPathAndOnTheModulePath() throws Exception {
    project.with("library/module-info.java", "src/main/java/module-info.java");

    var _ = project.maven("package");

    Path target = project.directory().resolve("target");
    assertThat(namesIn(target.resolve("lib")))
        .hasSizeLessThanOrEqualTo(MOST_JARS)
        .allMatch(
            name -> Stream.concat(EXPECTED.stream(), BROUGHT.stream()).anyMatch(name::startsWith));
    assertThat(
            run(
                "-Xlog:class+load:file=" + directory.resolve("loaded"),
                "-cp",
                target.resolve("classes") + ":" + target.resolve("lib") + "/*",
                "demo.Squares"))
        .isEqualTo(RESULT);
    assertThat(directory.resolve("loaded"))
        .content()
        .as("what a pool on one host loads")
        .contains("dev.baton.pool.ProcessPool")
        .doesNotContain("org.apache.kafka.")
        .doesNotContain("net.openhft.");
    assertThat(
            run(
                "-p",
                target.resolve("library-1.jar") + ":" + target.resolve("lib"),
                "-m",
                "demo/demo.Squares"))
        .isEqualTo(RESULT);
  }

  @Test
  @Tag("thorough")
  void aShadedJarRuns() throws Exception {
    var _ = project.maven("package", "-Pshaded");

    assertThat(run("-jar", project.directory().resolve("target/library-1-shaded.jar").toString()))
        .isEqualTo(RESULT);
  }

  @Test
  @Tag("thorough")
  void aGradleProjectRuns() throws Exception {
    assumeThat(GRADLE).exists();
    assumeThat(outputOf(directory, List.of("java", "-version"), OF_THE_SYSTEM))
        .as("a Java that Gradle 4 runs on")
        .contains("version \"17");
    project.with("gradle/build.gradle", "build.gradle");

    var _ =
        outputOf(
            project.directory(),
            List.of(
                GRADLE.toString(),
                "--no-daemon",
                "--offline",
                "-g",
                directory.resolve("gradle").toString(),
                "-Drepository=" + directory.resolve("repository"),
                "-Djdk=" + System.getProperty("java.home"),
                "classes",
                "libraries"),
            OF_THE_SYSTEM);

    Path build = project.directory().resolve("build");
    assertThat(
            run(
                "-cp",
                build.resolve("classes/java/main") + ":" + build.resolve("lib") + "/*",
                "demo.Squares"))
        .isEqualTo(RESULT);
  }

  private String run(String... words) throws Exception {
    return outputOf(directory, Stream.concat(Stream.of(java()), Stream.of(words)).toList());
  }

  private static List<String> namesIn(Path lib) throws IOException {
    try (Stream<Path> jars = Files.list(lib)) {
      return jars.map(jar -> jar.getFileName().toString()).sorted().toList();
    }
  }
}
