package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs a program as a user would: in a JVM of its own, without any flag. */
final class PlainJvm {

  private PlainJvm() {}

  /** What a program prints; it must end well, and say nothing on standard error. */
  static String outputOf(String main, Path directory) throws Exception {
    File errors = directory.resolve("errors").toFile();
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main)
            .redirectError(errors)
            .start();
    try {
      String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(errors.toPath())).isEmpty();
      assertThat(program.exitValue()).as(output).isZero();
      return output;
    } finally {
      program.destroyForcibly();
    }
  }
}
