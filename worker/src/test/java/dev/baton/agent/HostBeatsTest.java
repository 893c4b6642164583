package dev.baton.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.supervision.HostEvents;
import dev.baton.role.Role;
import dev.baton.wire.Event;
import dev.baton.wire.HostBeat;
import dev.baton.wire.HostData;
import dev.baton.wire.Liveness;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostBeatsTest {

  private static final long BEAT_NS = Liveness.HOST_BEAT.toNanos();

  private final List<Event> said = new ArrayList<>();
  private boolean draining;
  private final HostBeats beats =
      new HostBeats(
          new HostEvents(1, "host", said::add), () -> draining, List::of, () -> HostData.NONE);

  @Test
  void aHostWithoutInboxesSaysNothing() {
    assertThat(beats.doWork(0)).isEqualTo(Role.NOTHING_DUE);
    assertThat(beats.doWork(10 * BEAT_NS)).isEqualTo(Role.NOTHING_DUE);

    assertThat(said).isEmpty();
  }

  @Test
  void beatsFollowEachOtherInTheirTime() {
    beats.begin(List.of(3, 5));

    assertThat(beats.doWork(0)).isEqualTo(BEAT_NS);
    assertThat(beats.doWork(BEAT_NS - 1)).isEqualTo(1);
    assertThat(said).hasSize(1);
    assertThat(beats.doWork(BEAT_NS)).isEqualTo(BEAT_NS);

    assertThat(said)
        .hasSize(2)
        .allMatch(event -> event instanceof HostBeat beat && beat.claims().equals(List.of(3, 5)));
  }

  @Test
  void aHostThatIsLeavingSaysSo() {
    beats.begin(List.of());
    beats.doWork(0);

    draining = true;
    beats.hurry();
    beats.doWork(1);

    assertThat(said)
        .extracting(event -> ((HostBeat) event).draining())
        .containsExactly(false, true);
  }

  @Test
  void aQuestionIsAnsweredAtOnceAndManyOnesTogether() {
    beats.begin(List.of(0));
    beats.doWork(0);

    beats.hurry();
    beats.hurry();

    assertThat(beats.doWork(1)).isEqualTo(BEAT_NS);
    assertThat(said).hasSize(2);
  }
}
