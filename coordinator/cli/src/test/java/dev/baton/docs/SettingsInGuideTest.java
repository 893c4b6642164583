package dev.baton.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.PoolSettings;
import dev.baton.config.Setting;
import dev.baton.config.WorkerSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/failures.md} has the options and defaults of the table of settings. */
class SettingsInGuideTest {

  private static final Path PAGE = Path.of("docs", "failures.md");

  @Test
  void theGuideHasTheDefaultsOfTheTable() {
    String guide = Pages.text(PAGE);

    assertThat(guide)
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
  void theGuideNamesOptionsAsTheTableDoes() {
    String guide = Pages.text(PAGE);

    List<Setting<?>> named =
        List.of(
            WorkerSettings.SPARES,
            WorkerSettings.MAX_TASKS,
            WorkerSettings.MAX_RSS,
            PoolSettings.TASK_TIMEOUT,
            PoolSettings.RETRIES,
            PoolSettings.SPECULATE);
    assertThat(named).allSatisfy(setting -> assertThat(guide).contains("`" + option(setting)));
    assertThat(Pages.text(Path.of("docs", "sharing-data.md")))
        .contains("`" + option(PoolSettings.HANDOFF));
  }

  private static String option(Setting<?> setting) {
    return setting.options().getLast();
  }
}
