package dev.baton.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.UsageException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BrokerConfigTest {

  @Test
  void childGetsWhatTheParentWants() {
    BrokerConfig temporary = BrokerConfig.temporary("night");
    BrokerConfig kept = temporary.withPort(9092).withDataDirectory(Path.of("/data/x y"));

    assertThat(BrokerConfig.fromBlock(temporary.toBlock())).isEqualTo(temporary);
    assertThat(BrokerConfig.fromBlock(kept.toBlock())).isEqualTo(kept);
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> BrokerConfig.temporary("night").withPort(70_000))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("70000");
    assertThatThrownBy(() -> BrokerConfig.temporary("night").withInboxPartitions(0))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void heapFitsTheMachine() {
    assertThat(BrokerHeap.defaultBytes()).isBetween(384L << 20, 1L << 30);
  }
}
