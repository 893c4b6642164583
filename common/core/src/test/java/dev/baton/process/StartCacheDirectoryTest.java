package dev.baton.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartCacheDirectoryTest {

  @TempDir private Path home;
  private StartCacheDirectory directory;
  private Path path;

  @BeforeEach
  void find() {
    directory = at(Map.of("XDG_CACHE_HOME", home.toString()), "");
    path = home.resolve("baton/start");
  }

  @Test
  void itLiesWhereCachesOfTheUserLie() throws IOException {
    StartCacheDirectory inHome = at(Map.of(), home.toString());
    StartCacheDirectory relative = at(Map.of("XDG_CACHE_HOME", "here"), home.toString());
    publish(inHome, "k");

    assertThat(inHome.find("k")).isEqualTo(home.resolve(".cache/baton/start/k"));
    assertThat(relative.find("k")).isEqualTo(inHome.find("k"));
    assertThat(StartCacheDirectory.of(Map.of(), "?")).isNull();
    assertThat(StartCacheDirectory.of(Map.of("XDG_CACHE_HOME", "\0"), home.toString())).isNull();
  }

  @Test
  void whatIsPublishedIsFoundAndNobodyElseMayWriteIt() throws IOException {
    assertThat(directory.find("k")).isNull();

    publish(directory, "k");

    Path found = Objects.requireNonNull(directory.find("k"));
    assertThat(found.resolve("worker.aot")).hasContent("cache");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rwx------");
    assertThat(path.toFile().list()).containsExactlyInAnyOrder("k", "lock");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "baton", "baton/start", "baton/start/k"})
  void nothingIsFoundWhereOthersMayWrite(String open) throws IOException {
    publish(directory, "k");
    Path opened = home.resolve(open);
    Files.setPosixFilePermissions(opened, PosixFilePermissions.fromString("rwxrwx---"));

    // The place of all caches is not ours to judge; what matters is what lies in it.
    assertThat(directory.find("k") == null).isEqualTo(!open.isEmpty());
    if (open.equals("baton") || open.equals("baton/start")) {
      assertThatThrownBy(directory::lock)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("only its user can write");
    }
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    publish(directory, "k");
    Path elsewhere = home.resolve("elsewhere");
    Files.move(home.resolve("baton"), elsewhere);
    Files.createSymbolicLink(home.resolve("baton"), elsewhere);

    assertThat(directory.find("k")).isNull();
    assertThatThrownBy(directory::lock).isInstanceOf(IOException.class);
  }

  @Test
  void whereNothingCanBeMadeThereIsNoLock() throws IOException {
    Path file = Files.createFile(home.resolve("a file"));
    StartCacheDirectory impossible = at(Map.of("XDG_CACHE_HOME", file.toString()), "");

    assertThat(impossible.find("k")).isNull();
    assertThatThrownBy(impossible::lock).isInstanceOf(IOException.class);
  }

  @Test
  void oneAtATimeHasTheLock() throws IOException {
    try (FileChannel held = directory.lock()) {
      assertThat(held).isNotNull();
      assertThat(directory.lock()).isNull();
    }
    try (FileChannel again = directory.lock()) {
      assertThat(again).isNotNull();
    }
  }

  @Test
  void whatAKilledProcessHasBegunIsRemoved() throws IOException {
    try (FileChannel _ = directory.lock()) {
      Path left = directory.begin();
      Files.createFile(left.resolve("worker.aot.config"));

      Path next = directory.begin();

      assertThat(left).doesNotExist();
      assertThat(next).isEmptyDirectory();
    }
  }

  @Test
  void theKeysThatWereUsedLastStay() throws IOException {
    for (int i = 1; i <= StartCacheDirectory.KEPT + 2; i++) {
      publish(directory, "k" + i);
      Files.setLastModifiedTime(path.resolve("k" + i), daysAgo(20 - i));
    }
    StartCacheDirectory.noteUse(path.resolve("k3"));

    publish(directory, "new");

    assertThat(path.toFile().list()).containsExactlyInAnyOrder("new", "k3", "k5", "k6", "lock");
  }

  @Test
  void usesAreNotedOnceADay() throws IOException {
    publish(directory, "k");
    FileTime now = Files.getLastModifiedTime(path.resolve("k"));

    StartCacheDirectory.noteUse(path.resolve("k"));
    assertThat(Files.getLastModifiedTime(path.resolve("k"))).isEqualTo(now);

    Files.setLastModifiedTime(path.resolve("k"), daysAgo(2));
    StartCacheDirectory.noteUse(path.resolve("k"));
    assertThat(Files.getLastModifiedTime(path.resolve("k"))).isGreaterThanOrEqualTo(now);
  }

  private static FileTime daysAgo(int days) {
    return FileTime.from(Instant.now().minusSeconds(days * 86_400L));
  }

  private static StartCacheDirectory at(Map<String, String> environment, String home) {
    return Objects.requireNonNull(StartCacheDirectory.of(environment, home));
  }

  private static void publish(StartCacheDirectory directory, String key) throws IOException {
    try (FileChannel _ = directory.lock()) {
      Path made = directory.begin();
      Files.writeString(made.resolve("worker.aot"), "cache");
      directory.publish(made, key);
    }
  }
}
