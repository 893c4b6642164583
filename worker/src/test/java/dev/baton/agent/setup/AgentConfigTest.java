package dev.baton.agent.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.spawn.Processors;
import dev.baton.config.PoolSettings;
import dev.baton.config.Settings;
import dev.baton.config.StoreSettings;
import dev.baton.config.WorkerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentConfigTest {

  @Test
  void travelsAsABlock() {
    Settings settings =
        Settings.DEFAULT
            .with(PoolSettings.POOL, "pool")
            .with(WorkerSettings.WORKERS, 3)
            .with(WorkerSettings.GRACE, Duration.ofMillis(10))
            .with(WorkerSettings.JARS, List.of(Path.of("/a/b.jar"), Path.of("c d.jar")))
            .with(StoreSettings.CHECKSUMS, true);

    AgentConfig read = AgentConfig.fromBlock(new AgentConfig(settings).toBlock());

    assertThat(read.settings()).isEqualTo(settings.with(WorkerSettings.ALLOWED_CLASSES, ""));
    assertThat(read.pool()).isEqualTo("pool");
    assertThat(read.workers()).isEqualTo(3);
  }

  @Test
  void noNumberOfWorkersMeansOneForEachProcessor() {
    AgentConfig config = new AgentConfig(Settings.DEFAULT);

    assertThat(config.workers()).isEqualTo(CpuCount.available());
  }

  @Test
  void listsOfProcessorsAreRead() {
    assertThat(Processors.parse("0-3,8,10-11")).containsExactly(0, 1, 2, 3, 8, 10, 11);
    assertThat(Processors.parse("5")).containsExactly(5);
  }
}
