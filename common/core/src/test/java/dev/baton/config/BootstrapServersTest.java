package dev.baton.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class BootstrapServersTest {

  @Test
  void blanksAreLeftOut() {
    assertThat(BootstrapServers.parse("a:1, [::1]:2")).isEqualTo("a:1,[::1]:2");
  }

  @Test
  void aLoginIsRefusedAndNotRepeated() {
    for (String address :
        new String[] {
          "anna:secret@host:9092",
          "a:1,anna:secret@host:9092",
          "SASL_SSL://anna:secret@host:9092",
          "anna:sec,ret@host:9092",
          "anna:sec/ret@host:9092",
          "anna:sec ret@host"
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> BootstrapServers.parse(address))
          .withMessageContaining("***@host")
          .withMessageContaining("--kafka-config")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("sec", "ret", "anna"));
    }
  }
}
