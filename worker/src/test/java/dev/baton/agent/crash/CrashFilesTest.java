package dev.baton.agent.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.StateHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashFilesTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir private Path directory;

  @Test
  void oldFilesGoAndSoDoThoseThatAreTooMany() throws IOException {
    for (int i = 0; i < 60; i++) {
      file("crash-a-" + i + ".log", Duration.ofHours(i));
    }
    file("crash-a-old.log", Duration.ofDays(8));
    file("something-else.log", Duration.ofDays(100));

    new CrashFiles(directory).sweep(NOW);

    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .hasSize(51)
          .contains("crash-a-0.log", "crash-a-49.log", "something-else.log");
    }
  }

  @Test
  void aProcessThatSomebodyElseHasStartedHasAFileElsewhere() throws IOException {
    CrashFiles files = new CrashFiles(directory);
    Path elsewhere = Files.writeString(directory.resolve("elsewhere.log"), "#  SIGSEGV (0xb)\n");

    files.add(4711, elsewhere);

    assertThat(files.describe(4711)).contains("SIGSEGV", "elsewhere.log");
    assertThat(files.describe(4712)).isEmpty();
  }

  @Test
  void weekOldFilesGoAlsoWhenTheyAreFew() throws IOException {
    file("crash-a-1.log", Duration.ofDays(6));
    file("crash-a-2.log", Duration.ofDays(8));

    new CrashFiles(directory).sweep(NOW);

    assertThat(directory.resolve("crash-a-1.log")).exists();
    assertThat(directory.resolve("crash-a-2.log")).doesNotExist();
  }

  @Test
  void placeIsTheOwnersAlone() throws IOException {
    Path place = CrashFiles.place(StateHome.of(directory.toString(), Path.of("/nowhere")));

    assertThat(place).isEqualTo(directory.resolve("baton/crashes"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
        .isEqualTo("rwx------");
    assertThat(CrashFiles.place(StateHome.of("", directory)))
        .isEqualTo(directory.resolve(".local/state/baton/crashes"));
  }

  @Test
  void whereNoPlaceCanBeMadeTheTempDirectoryDoes() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThat(CrashFiles.place(StateHome.of(file.toString(), directory)))
        .isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
  }

  private void file(String name, Duration age) throws IOException {
    Path file = Files.createFile(directory.resolve(name));
    var _ = Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
  }
}
