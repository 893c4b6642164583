package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadmeIT {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void theProgramsOfTheReadmeAreThoseThatAreTested() throws Exception {
    Matcher block = JAVA_BLOCK.matcher(Files.readString(ROOT.resolve("README.md")));
    for (String example : List.of("Primes", "Prices")) {
      assertThat(block.find()).isTrue();
      String source =
          Files.readString(Path.of("src/test/java/dev/baton/examples/" + example + ".java"))
              .replace("package dev.baton.examples;\n\n", "")
              .replaceFirst("/\\*\\* The program of the README.*\n", "");
      assertThat(block.group(1)).isEqualTo(source);
    }
    assertThat(block.find()).isFalse();
  }

  /** Run as a user would run it: a JVM of its own, without any flag. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"Primes|148933 primes below 2,000,000", "Prices|highest mean: 499.5"})
  void theyRunInAJvmWithoutFlagsAndPrintTheirResultOnly(
      String example, String result, @TempDir Path directory) throws Exception {
    File errors = directory.resolve("errors").toFile();
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.baton.examples." + example)
            .redirectError(errors)
            .start();
    try {
      String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(output).isEqualTo(result + "\n");
      assertThat(errors).isEmpty();
      assertThat(program.exitValue()).isZero();
    } finally {
      program.destroyForcibly();
    }
  }
}
