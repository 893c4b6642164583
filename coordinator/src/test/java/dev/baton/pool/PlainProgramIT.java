package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainProgramIT {

  @Test
  void aProgramInAJvmWithoutFlagsSharesDataAndPrintsNothingElse(@TempDir Path directory)
      throws Exception {
    File errors = directory.resolve("errors").toFile();
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PlainProgram.class.getName())
            .redirectError(errors)
            .start();
    try {
      String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(errors.toPath())).isEmpty();
      assertThat(output).isEqualTo("right\n");
      assertThat(program.exitValue()).isZero();
    } finally {
      program.destroyForcibly();
    }
  }
}
