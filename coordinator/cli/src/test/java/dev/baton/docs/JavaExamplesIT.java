package dev.baton.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.docs.Pages.Block;
import dev.baton.job.Job;
import dev.baton.launch.LaunchedProgram;
import dev.baton.process.JvmFlags;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the pages show in Java compiles without a warning, and prints what they say. */
class JavaExamplesIT {

  /** Run in projects of their own, by {@code GuideProjectsIT}, or compiled with the starter. */
  private static final Set<String> IN_PROJECTS =
      Set.of("spring-boot", "spring-boot-starter", "junit");

  static Stream<Block> examples() {
    return Pages.blocks("java").stream().filter(block -> !IN_PROJECTS.contains(block.need()));
  }

  static Stream<Block> programs() {
    return examples().filter(block -> JavaExample.of(block).isProgram());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void compiles(Block block, @TempDir Path directory) throws Exception {
    compile(block, directory);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void runsInAJvmOfItsOwnAndPrintsWhatThePageSays(Block block, @TempDir Path directory)
      throws Exception {
    assertThat(block.need()).as("what it needs").isIn("", "jvm-flags");
    Path classes = compile(block, directory);
    List<String> flags = block.need().isEmpty() ? List.of() : JvmFlags.sharedMemory();

    String output =
        LaunchedProgram.outputOf(JavaExample.of(block).qualifiedName(), directory, flags, classes);

    assertThat(output).isEqualTo(block.output()).isNotEmpty();
  }

  @Test
  void aJobNeedsTheApiAndPicocliOnly(@TempDir Path directory) throws Exception {
    String classPath =
        String.join(File.pathSeparator, whereIs(Job.class), whereIs(CommandLine.class));

    for (Block job :
        examples().filter(block -> block.code().contains("implements Job<")).toList()) {
      compile(job, directory, classPath);
    }

    assertThat(directory.resolve("classes")).isNotEmptyDirectory();
  }

  @Test
  void theReadmeHasTheFirstProgram() {
    assertThat(programs()).extracting(Block::page).contains("README.md");
  }

  private static String whereIs(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private static Path compile(Block block, Path directory) throws Exception {
    return compile(block, directory, System.getProperty("java.class.path"));
  }

  private static Path compile(Block block, Path directory, String classPath) throws Exception {
    JavaExample example = JavaExample.of(block);
    Path classes = Files.createDirectories(directory.resolve("classes"));
    Javac.compile(
        classes,
        classPath,
        List.of("-Xlint:all,-processing,-classfile,-path", "-Werror"),
        List.of(example.writeTo(directory)));
    return classes;
  }
}
