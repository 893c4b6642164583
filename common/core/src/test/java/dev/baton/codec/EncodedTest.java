package dev.baton.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.TaskEncodingException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The parts of a record come together wherever they are wanted. */
class EncodedTest {

  private static final byte[] GRAPH = {1, 2, 3, 99, 99};

  private static Encoded encoded(List<MemorySegment> arrays) {
    return new Encoded(GRAPH.clone(), 3, arrays, List.of(), EncodedTest::tooLarge);
  }

  private static TaskEncodingException tooLarge(long size) {
    return new TaskEncodingException(size + " bytes", "root", null);
  }

  @Test
  void arraysLieBehindTheGraph() {
    Encoded encoded =
        encoded(
            List.of(
                MemorySegment.ofArray(new byte[] {4, 5}),
                MemorySegment.ofArray(new byte[0]),
                MemorySegment.ofArray(new short[] {0x0706})));

    assertThat(encoded.size()).isEqualTo(7);
    assertThat(encoded.toByteArray()).containsExactly(1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void bytesThatDoNotCountAreLeftOut() {
    assertThat(encoded(List.of()).toByteArray()).containsExactly(1, 2, 3);
    // As many bytes as the graph's array has, but not the same.
    assertThat(encoded(List.of(MemorySegment.ofArray(new byte[] {4, 5}))).toByteArray())
        .containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void copyFillsExactlyItsSize() {
    Encoded encoded = encoded(List.of(MemorySegment.ofArray(new byte[] {4, 5})));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(7);

      encoded.copyTo(memory);

      assertThat(memory.toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 2, 3, 4, 5, 0, 0);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> encoded.copyTo(memory.asSlice(0, 4)))
          .withMessageContaining("5 bytes");
    }
  }

  @Test
  void moreThanAnArrayHoldsIsRefusedAsAnArray() {
    // The same memory many times: 2.5 GiB for the price of 64 MiB.
    MemorySegment array = MemorySegment.ofArray(new byte[64 << 20]);
    Encoded encoded = encoded(Collections.nCopies(40, array));

    assertThat(encoded.size()).isEqualTo(40L * (64 << 20) + 3);
    assertThatExceptionOfType(TaskEncodingException.class)
        .isThrownBy(encoded::toByteArray)
        .withMessage("2684354563 bytes");
  }
}
