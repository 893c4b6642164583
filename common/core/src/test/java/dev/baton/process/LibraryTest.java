package dev.baton.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.EnvironmentException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LibraryTest {

  @TempDir private Path classPath;

  @ParameterizedTest
  @EnumSource(Library.class)
  void theVersionsThatBatonIsBuiltWithAreThoseOfTheClassPath(Library library) {
    assertThat(library.found(getClass().getClassLoader())).hasToString(library.built());
    assertThatCode(library::require).doesNotThrowAnyException();
    assertThatCode(library::requireSameLine).doesNotThrowAnyException();
  }

  @Test
  void aLibraryThatIsTooOldIsRefusedWithBothVersionsAndWhatToDo() throws IOException {
    try (URLClassLoader loader = with("kafka/kafka-version.properties", "3.8.1")) {
      assertThatExceptionOfType(EnvironmentException.class)
          .isThrownBy(() -> Library.KAFKA_CLIENTS.require(loader))
          .withMessageContainingAll(
              "kafka-clients is 3.8.1", "3.9.0 or later", Library.KAFKA_CLIENTS.built());
    }
  }

  @Test
  void whatIsNoPublicApiMustBeOfTheSameLine() throws IOException {
    try (URLClassLoader loader = with("kafka/kafka-version.properties", "3.9.1")) {
      assertThatCode(() -> Library.KAFKA_CLIENTS.require(loader)).doesNotThrowAnyException();
      assertThatExceptionOfType(EnvironmentException.class)
          .isThrownBy(() -> Library.KAFKA_CLIENTS.requireSameLine(loader))
          .withMessageContainingAll("3.9.1", Library.KAFKA_CLIENTS.built(), "kafka.version");
    }
    try (URLClassLoader loader =
        with(
            "kafka/kafka-version.properties",
            Library.KAFKA_CLIENTS.built().replaceFirst("\\d+$", "99"))) {
      assertThatCode(() -> Library.KAFKA_CLIENTS.requireSameLine(loader))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void aLibraryThatDoesNotSayItsVersionIsTaken() throws IOException {
    try (URLClassLoader nothing = new URLClassLoader(new URL[0], null);
        URLClassLoader odd = with("kafka/kafka-version.properties", "unknown")) {
      assertThat(Library.KRYO.found(nothing)).isNull();
      assertThatCode(() -> Library.KRYO.require(nothing)).doesNotThrowAnyException();
      assertThatCode(() -> Library.KAFKA_CLIENTS.require(odd)).doesNotThrowAnyException();
    }
  }

  private URLClassLoader with(String file, String version) throws IOException {
    Path path = classPath.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "version=%s%n".formatted(version).toLowerCase(Locale.ROOT));
    return new URLClassLoader(new URL[] {classPath.toUri().toURL()}, null);
  }
}
