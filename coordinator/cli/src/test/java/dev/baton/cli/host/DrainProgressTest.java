package dev.baton.cli.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cli.host.DrainProgress.State;
import dev.baton.wire.Event;
import dev.baton.wire.HostBeat;
import dev.baton.wire.HostData;
import dev.baton.wire.HostDown;
import dev.baton.wire.HostDrained;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainProgressTest {

  private static final long HOST = 7;
  private static final long SECOND = 1_000_000_000;

  private final DrainProgress progress = new DrainProgress(HOST, 0);

  private static Event beat(long host, boolean draining) {
    return new HostBeat(host, "host", 1, draining, List.of(), List.of(), HostData.NONE);
  }

  @Test
  void aHostThatLeavesSaysWhatBecameOfItsTasks() {
    progress.hear(beat(HOST, false), SECOND);
    assertThat(progress.state(SECOND)).isEqualTo(State.ASKED);

    progress.hear(beat(HOST, true), 2 * SECOND);
    assertThat(progress.state(2 * SECOND)).isEqualTo(State.LEAVING);

    HostDrained result = new HostDrained(HOST, 2, 3);
    progress.hear(result, 3 * SECOND);
    assertThat(progress.state(3 * SECOND)).isEqualTo(State.LEAVING);
    progress.hear(new HostDown(HOST), 4 * SECOND);

    assertThat(progress.state(4 * SECOND)).isEqualTo(State.LEFT);
    assertThat(progress.result()).isEqualTo(result);
  }

  @Test
  void otherHostsDoNotMatter() {
    progress.hear(beat(HOST + 1, true), SECOND);
    progress.hear(new HostDrained(HOST + 1, 2, 3), SECOND);
    progress.hear(new HostDown(HOST + 1), SECOND);

    assertThat(progress.state(SECOND)).isEqualTo(State.ASKED);
    assertThat(progress.result()).isNull();
  }

  @Test
  void aHostThatGoesOnAsBeforeIgnoresTheRequest() {
    for (int second = 1; second <= 11; second++) {
      progress.hear(beat(HOST, false), second * SECOND);
    }

    assertThat(progress.state(9 * SECOND)).isEqualTo(State.ASKED);
    assertThat(progress.state(11 * SECOND)).isEqualTo(State.IGNORING);
  }

  @Test
  void aHostThatTakesItsTimeIsWaitedForAsLongAsItBeats() {
    for (int second = 1; second <= 1_000; second++) {
      progress.hear(beat(HOST, true), second * SECOND);
    }

    assertThat(progress.state(1_009 * SECOND)).isEqualTo(State.LEAVING);
    assertThat(progress.state(1_011 * SECOND)).isEqualTo(State.SILENT);
  }

  @Test
  void aHostThatIsKilledMeanwhileHasLeftWithoutAWord() {
    progress.hear(beat(HOST, true), SECOND);
    progress.hear(new HostDown(HOST), 2 * SECOND);

    assertThat(progress.state(2 * SECOND)).isEqualTo(State.LEFT);
    assertThat(progress.result()).isNull();
  }
}
