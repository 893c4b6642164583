package dev.baton.measure.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DataKindTest {

  @ParameterizedTest
  @EnumSource
  void dataIsTheSameEachTimeAndDiffersBySize(DataKind kind) {
    long checksum = kind.checksumOf(kind.make(10_000));
    Object again = kind.make(10_000);
    Object smaller = kind.make(9_900);

    assertThat(kind.checksumOf(again)).isEqualTo(checksum);
    assertThat(kind.checksumOf(smaller)).isNotEqualTo(checksum);
  }

  @Test
  void dataHasTheSizeThatWasAskedFor() {
    assertThat((double[]) DataKind.DOUBLES.make(8_000)).hasSize(1_000);
    assertThat(((String) DataKind.TEXT.make(1_001)).getBytes(StandardCharsets.UTF_8))
        .hasSize(1_001);
    assertThat((List<?>) DataKind.RECORDS.make(3_200)).hasSize(100);
    assertThat((Map<?, ?>) DataKind.MAP.make(2_400)).hasSize(100);
    assertThat(((String) DataKind.TEXT.make(1))).isEqualTo(".");
  }

  @Test
  void recordsInMemoryHaveTheChecksumOfTheObjects() {
    @SuppressWarnings("unchecked")
    List<Order> orders = (List<Order>) DataKind.RECORDS.make(10_000);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(orders.size() * (long) Order.BYTES, Long.BYTES);
      Order.write(orders, memory);

      assertThat(DataKind.RECORDS.checksumInPlace(memory))
          .isEqualTo(DataKind.RECORDS.checksumOf(orders));
      memory.set(java.lang.foreign.ValueLayout.JAVA_INT, 24, -1);
      assertThat(DataKind.RECORDS.checksumInPlace(memory))
          .isNotEqualTo(DataKind.RECORDS.checksumOf(orders));
    }
  }
}
