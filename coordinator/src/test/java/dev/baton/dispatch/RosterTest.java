package dev.baton.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.role.Clock;
import dev.baton.wire.Address;
import dev.baton.wire.AttemptId;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RosterTest {

  private final Roster roster = new Roster(Clock.SYSTEM);
  private final Pace pace = new Pace();

  @Test
  void withoutKnowledgeAWorkerGetsOneTaskPerSlotAndNoneInAdvance() {
    add(1, 1);
    assertThat(nextTasks(100)).isEqualTo(1);
    roster.sent(1, attempts(0, 1), false);
    assertThat(roster.nextOffer(pace, 100)).isNull();

    add(2, 8);
    assertThat(nextTasks(100)).isEqualTo(8);
  }

  @Test
  void smallTasksTravelInBatchesOfAFewMillisecondsOfWork() {
    add(1, 1);
    pace.record(100, 100 * 100_000);

    assertThat(nextTasks(100_000)).isEqualTo(150);
    roster.sent(1, attempts(0, 150), false);
    assertThat(nextTasks(100_000)).as("one batch in advance").isEqualTo(150);
    roster.sent(1, attempts(150, 300), false);
    assertThat(roster.nextOffer(pace, 100_000)).isNull();

    roster.answered(1, attempts(0, 150));
    assertThat(nextTasks(100_000)).isEqualTo(150);
  }

  @Test
  void aBatchLeavesAFairShareToTheOtherWorkers() {
    add(1, 1);
    add(2, 1);
    pace.record(1000, 1000);

    assertThat(nextTasks(40)).isEqualTo(10);
  }

  @Test
  void longTasksAreNotSentInAdvance() {
    add(1, 1);
    pace.record(1, 2_000_000_000L);
    roster.sent(1, attempts(0, 1), false);

    assertThat(roster.nextOffer(pace, 10)).isNull();
  }

  @Test
  void theWorkerWithTheLeastToDoComesFirst() {
    add(1, 1);
    add(2, 1);
    pace.record(100, 100 * 1_000_000);
    roster.sent(1, attempts(0, 5), false);

    Roster.WorkerOffer offer = roster.nextOffer(pace, 1000);

    assertThat(offer).isNotNull();
    assertThat(offer.worker().incarnation()).isEqualTo(2);
  }

  @Test
  void theInitializerTravelsWithTheFirstBatchOnly() {
    add(1, 1);
    assertThat(roster.nextOffer(pace, 1))
        .extracting(Roster.WorkerOffer::needsInitializer)
        .isEqualTo(true);
    roster.sent(1, attempts(0, 1), false);
    roster.answered(1, attempts(0, 1));
    assertThat(roster.nextOffer(pace, 1))
        .extracting(Roster.WorkerOffer::needsInitializer)
        .isEqualTo(false);
  }

  @Test
  void aRemovedWorkerLeavesBehindWhatItOwes() {
    add(1, 1);
    roster.sent(1, attempts(0, 3), false);
    roster.answered(1, attempts(0, 1));

    assertThat(roster.remove(1)).containsExactlyInAnyOrderElementsOf(attempts(1, 3));
    assertThat(roster.remove(1)).isNull();
    assertThat(roster.sent(1, attempts(3, 4), false)).isFalse();
  }

  private int nextTasks(long pending) {
    Roster.WorkerOffer offer = roster.nextOffer(pace, pending);
    assertThat(offer).isNotNull();
    return offer.tasks();
  }

  private void add(long incarnation, int slots) {
    roster.add(
        new WorkerInfo(
            9,
            "host/" + incarnation,
            incarnation,
            new Address.OnLog((int) incarnation),
            slots,
            100));
  }

  private static List<AttemptId> attempts(long from, long to) {
    return LongStream.range(from, to).mapToObj(id -> new AttemptId(id, 1)).toList();
  }
}
