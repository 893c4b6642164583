package dev.baton.store.chronicle.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.EnvironmentException;
import dev.baton.SharedMap;
import dev.baton.StoreFullException;
import dev.baton.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much a shared map holds, what it may be called, and what is refused. */
class SharedMapLimitsIT extends WithSharedMap {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63, 100, 1_000, 5_000})
  void aMapHasRoomForItsCapacityAndSaysWhenItIsFull(int capacity) {
    SharedMap<Integer, Integer> small = access.create("small", capacity, 20);
    for (int i = 0; i < capacity; i++) {
      small.put(i, i);
    }

    assertThatThrownBy(() -> small.put(-1, 0))
        .isInstanceOf(StoreFullException.class)
        .hasMessageContaining("small")
        .hasMessageContaining("capacity of %,d".formatted(capacity));
    assertThatThrownBy(() -> small.merge(-1, 0, Integer::sum))
        .isInstanceOf(StoreFullException.class);

    assertThat(small.put(0, 7)).as("another value for a key takes no room").isZero();
    assertThat(small.size()).isEqualTo(capacity);
    small.remove(0);
    small.put(-1, 0);
    assertThat(small.keys()).hasSize(capacity).contains(-1).doesNotContain(0);
    ((ChronicleSharedMap<?, ?>) small).close();
  }

  @Test
  void anEntryMayBeAsLargeAsItWasSaidAndNoLarger() {
    ChronicleSharedMap<String, String> texts = access.create("texts", 10, ENTRY_BYTES);
    int largest = 0;
    while (fits(texts, "x".repeat(largest + 1))) {
      largest++;
    }

    assertThat(largest).isBetween(ENTRY_BYTES - 40, ENTRY_BYTES);
    assertThat(texts.get("a")).hasSize(largest);
    String larger = "x".repeat(largest + 1);
    assertThatThrownBy(() -> texts.put("a", larger))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("texts")
        .hasMessageContaining("entryBytes " + ENTRY_BYTES);
    assertThatThrownBy(() -> texts.compute("a", (_, _) -> larger))
        .isInstanceOf(UsageException.class);
    assertThat(texts.get("a")).hasSize(largest);
    texts.close();
  }

  private static boolean fits(SharedMap<String, String> map, String text) {
    try {
      map.put("a", text);
      return true;
    } catch (UsageException e) {
      return false;
    }
  }

  @Test
  void namesAreFreeAndFilesArePrivate() throws IOException {
    String odd = "../../a map / of \u00e4\u4e2d \u0000 " + "x".repeat(300);
    ChronicleSharedMap<String, Long> first = access.create(odd, 10, 100);
    ChronicleSharedMap<String, Long> same = access.open(odd);
    first.put("a", 1L);

    assertThat(same.get("a")).isEqualTo(1);
    assertThat(same.name()).isEqualTo(odd);
    first.close();
    assertThat(same.get("a")).as("open on its own").isEqualTo(1);
    same.close();
    try (var files = Files.list(directory)) {
      assertThat(files)
          .hasSizeGreaterThan(4)
          .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file)).hasSize(2));
    }
  }

  @Test
  void wrongNamesAndLimitsAreRefused() {
    assertThatThrownBy(() -> access.create("words", 10, 100))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("There is a shared map \"words\" already");
    assertThatThrownBy(() -> access.open("nothing"))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("There is no shared map \"nothing\"");
    assertThatThrownBy(() -> access.create("", 10, 100)).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> access.create("a", 0, 100))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("capacity");
    assertThatThrownBy(() -> access.create("a", 10, 0))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("entryBytes");
  }

  @Test
  void aMapThatHasNoRoomIsRefusedAndLeavesNothing() throws IOException {
    assertThatThrownBy(() -> access.create("huge", 1 << 28, 1 << 20))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("room");

    try (var files = Files.list(directory)) {
      assertThat(files).as("members, their locks, and one map").hasSize(4);
    }
  }
}
