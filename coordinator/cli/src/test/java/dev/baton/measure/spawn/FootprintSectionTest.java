package dev.baton.measure.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.measure.Case;
import dev.baton.measure.Section;
import dev.baton.measure.Spread;
import java.util.List;
import org.junit.jupiter.api.Test;

class FootprintSectionTest {

  @Test
  void aPoolTakesWhatItsProcessesTakeTogether() {
    Section section =
        FootprintSection.of(
            List.of(
                of("sockets", FootprintMeasurement.WORKER, 50, 150),
                of("sockets", FootprintMeasurement.COORDINATOR, 80, 100),
                of("Kafka", FootprintMeasurement.BROKER, 160, 170)));

    assertThat(section.findings())
        .containsExactly(
            "Over sockets a pool of 2 workers takes 180 MiB with all its processes when nothing has"
                + " run yet, and 400 MiB after some work.",
            "Over Kafka a pool of 2 workers takes 160 MiB with all its processes when nothing has"
                + " run yet, and 170 MiB after some work.");
    assertThat(section.rows()).hasSize(4);
  }

  private static Case of(String over, String name, double idle, double afterWork) {
    return Case.of(FootprintMeasurement.NAME, name, "MiB", Spread.of(idle))
        .with(FootprintMeasurement.TRANSPORT, over)
        .with("workers", 2)
        .detail(FootprintMeasurement.AFTER_WORK, afterWork);
  }
}
