package dev.baton.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.EnvironmentException;
import dev.baton.JobFile;
import dev.baton.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFilesTest {

  @TempDir Path folder;

  @Test
  void aFileIsWhereItsPathSaysAsLongAsItIsTheSame() throws IOException {
    Path path = Files.writeString(folder.resolve("book"), "words");
    JobFile file = JobFile.of(path);
    assertThat(file.size()).isEqualTo(5);

    assertThat(JobFiles.locate(file, "left")).isEqualTo(path);

    Files.setLastModifiedTime(path, FileTime.from(Instant.EPOCH));
    assertThatThrownBy(() -> JobFiles.locate(file, "left"))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("changed");
  }

  @Test
  void aHostWithoutAFileIsNamed() throws IOException {
    Path path = Files.writeString(folder.resolve("book"), "words");
    JobFile file = JobFile.of(path);
    Files.delete(path);

    assertThatThrownBy(() -> JobFiles.locate(file, "left"))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("host left has no file " + path)
        .hasMessageContaining("--ship-inputs");
  }

  @Test
  void whatIsNoFileIsRefusedAtOnce() {
    assertThatThrownBy(() -> JobFile.of(folder.resolve("absent")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> JobFile.of(folder))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no regular file");
  }
}
