package dev.baton.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.PoolSettings;
import dev.baton.config.Setting;
import dev.baton.config.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsInReadmeTest {

  @Test
  void theReadmeHasTheDefaultsOfTheTable() throws IOException {
    String readme = Files.readString(Path.of("..", "..", "README.md"));

    assertThat(readme)
        .contains(
            WorkerSettings.GRACE.initial().toSeconds() + " s (`" + option(WorkerSettings.GRACE),
            WorkerSettings.HANG_TIMEOUT.initial().toSeconds()
                + " s (`"
                + option(WorkerSettings.HANG_TIMEOUT),
            PoolSettings.DEATHS_ALLOWED.initial()
                + " deaths (`"
                + option(PoolSettings.DEATHS_ALLOWED),
            PoolSettings.BROKER_TIMEOUT.initial().toMinutes()
                + " minutes (`"
                + option(PoolSettings.BROKER_TIMEOUT));
  }

  @Test
  void theReadmeNamesOptionsAsTheTableDoes() throws IOException {
    String readme = Files.readString(Path.of("..", "..", "README.md"));

    List<Setting<?>> named =
        List.of(
            WorkerSettings.SPARES,
            WorkerSettings.MAX_TASKS,
            WorkerSettings.MAX_RSS,
            PoolSettings.TASK_TIMEOUT,
            PoolSettings.RETRIES,
            PoolSettings.SPECULATE,
            PoolSettings.HANDOFF);
    assertThat(named).allSatisfy(setting -> assertThat(readme).contains("`" + option(setting)));
  }

  private static String option(Setting<?> setting) {
    return setting.options().getLast();
  }
}
