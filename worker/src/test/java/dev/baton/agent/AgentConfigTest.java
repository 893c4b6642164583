package dev.baton.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentConfigTest {

  @Test
  void travelsAsABlock() {
    AgentConfig config =
        new AgentConfig(
            "pool",
            3,
            16,
            1 << 28,
            true,
            List.of(Path.of("/a/b.jar"), Path.of("c d.jar")),
            new StoreSettings(1 << 30, true),
            new WorkerLimits(
                Duration.ofSeconds(9), Duration.ofMillis(10), Duration.ZERO, 100, 1 << 29),
            2,
            List.of("-Xss4m", "-Dx=a b"));

    assertThat(AgentConfig.fromBlock(config.toBlock())).isEqualTo(config);
  }

  @Test
  void noNumberOfWorkersMeansOneForEachProcessor() {
    AgentConfig config = new AgentConfig("pool", 0, 1, 0, false, List.of(), StoreSettings.DEFAULT);

    assertThat(config.workers()).isEqualTo(CpuCount.available());
  }

  @Test
  void listsOfProcessorsAreRead() {
    assertThat(Processors.parse("0-3,8,10-11")).containsExactly(0, 1, 2, 3, 8, 10, 11);
    assertThat(Processors.parse("5")).containsExactly(5);
  }
}
