package dev.baton.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A shell of this machine, with no settings of its user. */
final class ShellProcess {

  private static final int LIMIT_SECONDS = 60;

  private final Path directory;

  /**
   * A way to start shells.
   *
   * @param directory their home and working directory
   */
  ShellProcess(Path directory) {
    this.directory = directory;
  }

  /** Skips the test if this machine does not have the shell. */
  static void assumeInstalled(String shell) {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, shell))),
        () -> shell + " is not installed on this machine");
  }

  /** What the shell prints on standard output, line by line. */
  List<String> lines(String... words) throws Exception {
    Path output = Files.createTempFile(directory, ".output", ".txt");
    Path errors = Files.createTempFile(directory, ".errors", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(List.of(words)))
            .directory(directory.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("ZDOTDIR", directory.toString());
    builder.environment().put("TERM", "dumb");
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
          .as("%s ended", words[0])
          .isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    assertThat(errors).isEmptyFile();
    return Files.readAllLines(output);
  }
}
