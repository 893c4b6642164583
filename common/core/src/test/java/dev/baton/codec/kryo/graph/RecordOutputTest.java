package dev.baton.codec.kryo.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.codec.kryo.refusal.UnencodableException;
import org.junit.jupiter.api.Test;

/** The buffer of a graph grows as far as an array can, and says so when that is not enough. */
class RecordOutputTest {

  @Test
  void growsByDoubling() {
    RecordOutput output = new RecordOutput();
    output.begin();

    output.writeBytes(new byte[5_000]);
    assertThat(output.getBuffer()).hasSize(8_192);
    output.writeBytes(new byte[100_000]);
    assertThat(output.getBuffer()).hasSize(131_072);
  }

  @Test
  void graphThatNoArrayCanHoldIsRefusedWithTheLimit() {
    RecordOutput output = new RecordOutput();
    output.begin();

    assertThatExceptionOfType(UnencodableException.class)
        .isThrownBy(() -> output.require(Integer.MAX_VALUE - 10))
        .withMessageContaining("more than 2147483639 bytes");
  }
}
