package dev.baton.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCacheKeyTest {

  @TempDir private Path directory;
  private Path jdk;
  private Path other;
  private Path first;
  private Path second;

  @BeforeEach
  void makeFiles() throws IOException {
    jdk = jdk("jdk");
    other = jdk("other jdk");
    first = Files.writeString(directory.resolve("first.jar"), "1");
    second = Files.writeString(directory.resolve("second.jar"), "2");
  }

  @Test
  void itIsTheSameForTheSame() throws IOException {
    assertThat(StartCacheKey.of(jdk, List.of(first, second)))
        .isEqualTo(StartCacheKey.of(jdk, List.of(first, second)))
        .matches("[0-9a-f]+");
  }

  @Test
  void itIsAnotherForWhateverMakesACacheUseless() throws IOException {
    Set<String> keys = new HashSet<>();
    keys.add(StartCacheKey.of(jdk, List.of(first, second)));
    keys.add(StartCacheKey.of(jdk, List.of(second, first)));
    keys.add(StartCacheKey.of(jdk, List.of(first)));
    keys.add(StartCacheKey.of(other, List.of(first, second)));
    Files.writeString(first, "longer");
    Files.setLastModifiedTime(first, FileTime.fromMillis(1));
    keys.add(StartCacheKey.of(jdk, List.of(first, second)));
    Files.setLastModifiedTime(first, FileTime.fromMillis(1_001));
    keys.add(StartCacheKey.of(jdk, List.of(first, second)));
    Files.writeString(jdk.resolve("lib/modules"), "an update");
    keys.add(StartCacheKey.of(jdk, List.of(first, second)));

    assertThat(keys).hasSize(7);
  }

  @Test
  void thereIsNoneForWhatIsNotThere() {
    assertThatThrownBy(() -> StartCacheKey.of(jdk, List.of(directory.resolve("none.jar"))))
        .isInstanceOf(IOException.class);
  }

  private Path jdk(String name) throws IOException {
    Path home = directory.resolve(name);
    Files.writeString(Files.createDirectories(home.resolve("lib")).resolve("modules"), "");
    return home;
  }
}
