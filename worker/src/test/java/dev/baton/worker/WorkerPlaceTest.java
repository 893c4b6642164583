package dev.baton.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.UsageException;
import dev.baton.config.PoolSettings;
import dev.baton.config.Settings;
import dev.baton.config.WorkerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerPlaceTest {

  @Test
  void whatTheAgentIsToldReachesItsWorkers() {
    Settings ofAgent =
        Settings.DEFAULT
            .with(PoolSettings.POOL, "pool")
            .with(WorkerSettings.SLOTS, 16)
            .with(WorkerSettings.GRACE, Duration.ofMillis(10))
            .with(WorkerSettings.MAX_TASKS, 100)
            .with(
                WorkerSettings.ADDED_CLASS_PATH,
                List.of(Path.of("/app/classes"), Path.of("/b c.jar")));

    WorkerPlace place =
        WorkerPlace.of(WorkerPlace.on("host", Path.of("/a b/c"), ofAgent).toBlock());

    assertThat(place.topics().namespace()).isEqualTo("pool");
    assertThat(place.host()).isEqualTo("host");
    assertThat(place.slots()).isEqualTo(16);
    assertThat(place.store()).isEqualTo(Path.of("/a b/c"));
    assertThat(place.grace()).isEqualTo(Duration.ofMillis(10));
    assertThat(place.maxTasks()).isEqualTo(100);
    assertThat(place.classPath()).containsExactly(Path.of("/app/classes"), Path.of("/b c.jar"));
  }

  @Test
  void aWorkerThatIsToldWhatItDoesNotKnowRefuses() {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> WorkerPlace.of(Map.of("slot", "1")))
        .withMessage("There is no setting 'slot'. Did you mean slots?");
  }
}
