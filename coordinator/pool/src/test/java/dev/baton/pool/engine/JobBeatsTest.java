package dev.baton.pool.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.EnvironmentException;
import dev.baton.dispatch.FakeClock;
import dev.baton.ledger.Counts;
import dev.baton.log.BrokerWatch;
import dev.baton.wire.CopyLease;
import dev.baton.wire.Event;
import dev.baton.wire.ExcludedHosts;
import dev.baton.wire.JobBeat;
import dev.baton.wire.Liveness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobBeatsTest {

  private static final long BEAT_NS = Liveness.JOB_BEAT.toNanos();
  private static final Counts OPEN = new Counts(6, 1, 2, 1, 1, 1, 0, 0, 0, Map.of());
  private static final Counts ENDED = new Counts(6, 0, 0, 4, 1, 1, 0, 0, 0, Map.of());

  private final List<Event> said = new ArrayList<>();
  private final List<EnvironmentException> gone = new ArrayList<>();
  private final FakeClock clock = new FakeClock();
  private final BrokerWatch watch =
      new BrokerWatch(Duration.ofSeconds(20), clock, _ -> {}, gone::add);
  private Counts counts = OPEN;
  private List<ExcludedHosts.Host> excluded = List.of();
  private boolean isAway;
  private boolean hasCopies;

  private final JobBeats beats =
      new JobBeats(
          7,
          "job",
          () -> counts,
          () -> excluded,
          () -> hasCopies,
          (beat, callback) -> {
            said.add(beat);
            if (!isAway) {
              callback.done(null);
            }
          },
          watch);

  @Test
  void copiesOnOtherHostsAreKeptWhileTheyAreNeeded() {
    counts = ENDED;
    assertThat(beats.doWork(clock.nanoTime())).isEqualTo(BEAT_NS);
    hasCopies = true;
    clock.advance(Liveness.JOB_BEAT);
    var _ = beats.doWork(clock.nanoTime());
    assertThat(said).containsExactly(new CopyLease(7));

    hasCopies = false;
    clock.advance(Liveness.JOB_BEAT);
    var _ = beats.doWork(clock.nanoTime());

    assertThat(said).hasSize(1);
  }

  @Test
  void progressIsSaidEachSecondWhileTasksAreOpen() {
    assertThat(beats.doWork(clock.nanoTime())).isEqualTo(BEAT_NS);
    assertThat(said).isEmpty();
    clock.advance(Liveness.JOB_BEAT.minusNanos(1));
    assertThat(beats.doWork(clock.nanoTime())).isEqualTo(1);
    assertThat(said).isEmpty();

    clock.advance(Duration.ofNanos(1));
    assertThat(beats.doWork(clock.nanoTime())).isEqualTo(BEAT_NS);
    assertThat(said).containsExactly(new JobBeat(7, "job", 1, 2, 1, 2));
    pass(3);

    assertThat(said).hasSize(4);
  }

  @Test
  void hostsThatGetNoTasksAreNamedAsLongAsThereAreAny() {
    excluded = List.of(new ExcludedHosts.Host(9, "host", "as the test wants"));
    pass(2);
    excluded = List.of();
    pass(3);

    assertThat(said)
        .filteredOn(ExcludedHosts.class::isInstance)
        .extracting(event -> ((ExcludedHosts) event).hosts().size())
        .containsExactly(1, 1, 0);
  }

  @Test
  void theEndIsSaidOnceAndThenNothing() {
    pass(2);
    counts = ENDED;
    pass(3);

    assertThat(said).hasSize(3);
    assertThat(said.getLast()).isEqualTo(new JobBeat(7, "job", 0, 0, 4, 2));
  }

  @Test
  void whoAsksIsAnsweredAtOnce() {
    beats.doWork(clock.nanoTime());
    beats.ask();
    clock.advance(Duration.ofNanos(1000));

    assertThat(beats.doWork(clock.nanoTime()))
        .as("the next is a whole beat away")
        .isEqualTo(BEAT_NS);
    beats.doWork(clock.nanoTime());

    assertThat(said).hasSize(1);
  }

  @Test
  void nothingIsSaidWithoutATask() {
    counts = Counts.ZERO;
    beats.doWork(clock.nanoTime());
    beats.ask();
    pass(3);

    assertThat(said).isEmpty();
  }

  @Test
  void aBrokerThatConfirmsNoBeatIsNoticed() {
    isAway = true;
    pass(20);
    assertThat(gone).isEmpty();

    pass(3);

    assertThat(gone).isNotEmpty();
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      beats.doWork(clock.nanoTime());
      clock.advance(Liveness.JOB_BEAT);
      beats.doWork(clock.nanoTime());
    }
  }
}
