package dev.baton.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreLimitsTest {

  @TempDir private Path store;

  @Test
  void whatWasWrittenIsRead() {
    StoreLimits limits = new StoreLimits(1, 2, 3, Path.of("/spill"), true);

    limits.write(store);

    assertThat(StoreLimits.read(store)).isEqualTo(limits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"spill=a\\u0000b", "spill=\\uXYZW", "memoryBytes=many", "host="})
  void aDamagedFileIsAnErrorThatNamesTheStore(String line) throws IOException {
    Files.writeString(
        store.resolve("limits"), "host=1\nmemoryBytes=1\nspillBytes=1\n" + line + "\n");

    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(() -> StoreLimits.read(store))
        .withMessageContaining("Cannot read what the host store in " + store);
  }
}
