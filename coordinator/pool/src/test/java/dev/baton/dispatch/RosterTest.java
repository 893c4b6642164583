package dev.baton.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.HeapSize;
import dev.baton.config.PoolSettings;
import dev.baton.role.Clock;
import dev.baton.wire.Address;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Attempts;
import dev.baton.wire.Payload;
import dev.baton.wire.ResultBatch;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RosterTest {

  private final Roster roster = new Roster(Clock.SYSTEM, 1, PoolSettings.LINGER.initial());
  private final Pace pace = new Pace(PoolSettings.LINGER.initial());

  @Test
  void withoutKnowledgeAWorkerGetsOneTaskPerSlotAndNoneInAdvance() {
    add(1, 1);
    assertThat(nextTasks(100)).isEqualTo(1);
    roster.sent(1, attempts(0, 1), false);
    assertThat(roster.nextOffer(pace, 100, false, Set.of(), Set.of())).isNull();

    add(2, 8);
    assertThat(nextTasks(100)).isEqualTo(8);
  }

  @Test
  void theLoadIsThatOfSlotsAndNotOfTasks() {
    add(1, 1);
    add(2, 8);
    roster.sent(1, attempts(0, 150), false);
    roster.sent(2, attempts(150, 153), false);
    assertThat(roster.load()).isEqualTo(new Roster.Load(2, 9, 4));

    roster.retire(2);
    assertThat(roster.load()).as("it still runs what it has").isEqualTo(new Roster.Load(1, 1, 4));
  }

  @Test
  void smallTasksTravelInBatchesOfAFewMillisecondsOfWork() {
    add(1, 1);
    pace.record(100, 100 * 100_000);

    assertThat(nextTasks(100_000)).isEqualTo(150);
    roster.sent(1, attempts(0, 150), false);
    assertThat(nextTasks(100_000)).as("one batch in advance").isEqualTo(150);
    roster.sent(1, attempts(150, 300), false);
    assertThat(roster.nextOffer(pace, 100_000, false, Set.of(), Set.of())).isNull();

    roster.answered(1, answers(0, 150), 0, 0);
    assertThat(nextTasks(100_000)).isEqualTo(150);
  }

  @Test
  void aBatchLeavesAFairShareToTheOtherWorkers() {
    add(1, 1);
    add(2, 1);
    pace.record(1000, 1000 * 1_000_000L);

    assertThat(nextTasks(40)).isEqualTo(10);
  }

  @Test
  void longTasksAreNotSentInAdvance() {
    add(1, 1);
    pace.record(1, 2_000_000_000L);
    roster.sent(1, attempts(0, 1), false);

    assertThat(roster.nextOffer(pace, 10, false, Set.of(), Set.of())).isNull();
  }

  @Test
  void theWorkerWithTheLeastToDoComesFirst() {
    add(1, 1);
    add(2, 1);
    pace.record(100, 100 * 1_000_000);
    roster.sent(1, attempts(0, 5), false);

    Roster.WorkerOffer offer = roster.nextOffer(pace, 1000, false, Set.of(), Set.of());

    assertThat(offer).isNotNull();
    assertThat(offer.worker().incarnation()).isEqualTo(2);
  }

  @Test
  void theInitializerTravelsWithTheFirstBatchOnly() {
    add(1, 1);

    assertThat(roster.sent(1, attempts(0, 1), false)).isEqualTo(Roster.Sent.FIRST);
    assertThat(roster.sent(1, attempts(1, 2), false)).isEqualTo(Roster.Sent.NEXT);
  }

  @Test
  void aWorkerIsToldAgainOfAProgramThatHasChanged() {
    add(1, 1);
    roster.sent(1, attempts(0, 1), false);

    roster.introduceAgain();

    assertThat(roster.sent(1, attempts(1, 2), false)).isEqualTo(Roster.Sent.FIRST);
  }

  @Test
  void workersOfAHostThatIsNotReadyGetNothing() {
    AtomicBoolean isReady = new AtomicBoolean();
    roster.admit(_ -> isReady.get());
    add(1, 1);
    assertThat(roster.nextOffer(pace, 10, false, Set.of(), Set.of())).isNull();
    assertThat(roster.idleOffer()).as("nothing is taken back for it either").isNull();
    assertThat(roster.allIdle()).as("it owes nothing").isTrue();

    isReady.set(true);
    roster.recheck();
    assertThat(roster.nextOffer(pace, 10, false, Set.of(), Set.of())).isNotNull();
  }

  @Test
  void aBatchForAHostThatIsNoLongerReadyIsRefused() {
    AtomicBoolean isReady = new AtomicBoolean(true);
    roster.admit(_ -> isReady.get());
    add(1, 1);
    assertThat(roster.nextOffer(pace, 10, false, Set.of(), Set.of())).isNotNull();

    isReady.set(false);
    roster.introduceAgain();

    assertThat(roster.sent(1, attempts(0, 1), false)).isEqualTo(Roster.Sent.REFUSED);
  }

  @Test
  void aRemovedWorkerLeavesBehindWhatItOwes() {
    add(1, 1);
    roster.sent(1, attempts(0, 3), false);
    roster.answered(1, answers(0, 1), 0, 0);

    assertThat(roster.remove(1)).containsExactlyInAnyOrderElementsOf(attempts(1, 3));
    assertThat(roster.remove(1)).isNull();
    assertThat(roster.sent(1, attempts(3, 4), false)).isEqualTo(Roster.Sent.REFUSED);
  }

  @Test
  void whatWasTriedBeforeDoesNotWaitForAnswersButIsBounded() {
    pace.record(1, 20_000_000);
    add(1, 1);
    roster.sent(1, attempts(0, 2), false);
    assertThat(roster.nextOffer(pace, 10, false, Set.of(), Set.of())).isNull();

    assertThat(roster.nextOffer(pace, 10, true, Set.of(), Set.of())).isNotNull();
    roster.sent(1, attempts(2, 3), false);

    assertThat(roster.nextOffer(pace, 10, true, Set.of(), Set.of())).isNull();
  }

  @Test
  void whatWasTriedBeforeDoesNotWaitBehindALongTask() {
    pace.record(1, 2_000_000_000L);
    add(1, 1);
    roster.sent(1, attempts(0, 1), false);

    assertThat(roster.nextOffer(pace, 10, true, Set.of(), Set.of())).isNull();
  }

  @Test
  void tasksThatAreLittleWorkAreNotSharedOut() {
    add(1, 1);
    add(2, 1);
    pace.record(1000, 1000 * 10_000);

    assertThat(nextTasks(80)).as("less than a millisecond of work").isEqualTo(100);
  }

  @Test
  void theLargestHeapIsThatOfAWorkerThatTakesTasks() {
    add(1, 1);
    roster.add(
        new KnownWorker(8, "other/0", 2, new Address.OnLog(2), 1, 100, HeapSize.fixed(1 << 30)));
    assertThat(roster.largestHeap()).isEqualTo(1 << 30);

    roster.exclude(8);
    assertThat(roster.largestHeap()).isZero();
    roster.admit(8);
    assertThat(roster.largestHeap()).isEqualTo(1 << 30);
    roster.retire(2);
    assertThat(roster.largestHeap()).isZero();
  }

  private int nextTasks(long pending) {
    Roster.WorkerOffer offer = roster.nextOffer(pace, pending, false, Set.of(), Set.of());
    assertThat(offer).isNotNull();
    return offer.tasks();
  }

  private void add(long incarnation, int slots) {
    roster.add(
        new KnownWorker(
            9,
            "host/" + incarnation,
            incarnation,
            new Address.OnLog((int) incarnation),
            slots,
            100,
            HeapSize.AUTO));
  }

  private static List<Attempts> attempts(long from, long to) {
    return LongStream.range(from, to).mapToObj(id -> Attempts.of(new AttemptId(id, 1))).toList();
  }

  private static List<ResultBatch.Entry> answers(long from, long to) {
    return attempts(from, to).stream().map(sent -> answer(sent, sent)).toList();
  }

  private static ResultBatch.Entry answer(Attempts sent, Attempts attempts) {
    return new ResultBatch.Entry(
        sent,
        attempts,
        ResultBatch.Status.RETURNED,
        ResultBatch.Times.NONE,
        Payload.NOTHING,
        ResultBatch.Entry.NO_BLOBS);
  }
}
