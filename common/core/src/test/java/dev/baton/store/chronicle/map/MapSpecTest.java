package dev.baton.store.chronicle.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapSpecTest {

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE, (1 << 28) + 1, Long.MAX_VALUE})
  void aCapacityOutOfRangeIsNamed(long capacity) {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> new MapSpec("words", capacity, 100))
        .withMessageContaining("words")
        .withMessageContaining("%,d".formatted(capacity));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE, (1 << 24) + 1, Integer.MAX_VALUE})
  void anEntrySizeOutOfRangeIsNamed(int entryBytes) {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> new MapSpec("words", 100, entryBytes))
        .withMessageContaining("%,d".formatted(entryBytes));
  }

  @Test
  void aNameIsNeitherBlankNorLong() {
    for (String name : new String[] {"", " ", "\t\n", "é".repeat(513)}) {
      assertThatExceptionOfType(UsageException.class)
          .isThrownBy(() -> new MapSpec(name, 100, 100))
          .withMessageContaining("name");
    }
    assertThat(new MapSpec("é".repeat(512), 100, 100).capacity()).isEqualTo(100);
  }

  @Test
  void theLargestMapTakesWhatItTakes() {
    assertThat(new MapSpec("words", 1 << 28, 1 << 24).bytes()).isEqualTo(1L << 52);
  }

  @Test
  void otherLimitsAreRefusedWithBoth() {
    MapSpec made = new MapSpec("words", 100, 64);

    made.requireSame(new MapSpec("words", 100, 64));
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> made.requireSame(new MapSpec("words", 2_000, 64)))
        .withMessageContaining("words")
        .withMessageContaining("100 entries of up to 64 bytes")
        .withMessageContaining("2,000 entries of up to 64 bytes");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> made.requireSame(new MapSpec("words", 100, 65)))
        .withMessageContaining("65 bytes");
  }
}
