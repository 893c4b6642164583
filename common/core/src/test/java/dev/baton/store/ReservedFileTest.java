package dev.baton.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReservedFileTest {

  @TempDir private Path directory;

  @Test
  void aFileHasItsBytes() throws IOException {
    Path file = directory.resolve("file");

    ReservedFile.create(file, (1 << 20) + 3);

    assertThat(file).hasSize((1 << 20) + 3);
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> ReservedFile.create(file, 1));
    assertThat(file).exists();
  }

  @Test
  void whatFailsLeavesNoFile() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReservedFile.create(directory.resolve("file"), -1));

    assertThat(directory).isEmptyDirectory();
    assertThat(Files.exists(directory)).isTrue();
  }
}
