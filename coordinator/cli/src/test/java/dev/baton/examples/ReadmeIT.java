package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.launch.LaunchedProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadmeIT {

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"Primes|148933 primes below 2,000,000", "Prices|highest mean: 499.5"})
  void theyRunInAJvmWithoutFlagsAndPrintTheirResultOnly(
      String example, String result, @TempDir Path directory) throws Exception {
    assertThat(LaunchedProgram.outputOf("dev.baton.examples." + example, directory))
        .isEqualTo(result + "\n");
  }
}
