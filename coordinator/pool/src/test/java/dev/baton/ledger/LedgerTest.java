package dev.baton.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.baton.BatonException;
import dev.baton.Handoff;
import dev.baton.LossCause;
import dev.baton.WorkerCrashedException;
import dev.baton.codec.AllowList;
import dev.baton.codec.FailureCodec;
import dev.baton.config.HeapSize;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Attempts;
import dev.baton.wire.Payload;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import dev.baton.wire.TaskBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final long WORKER = 11;
  private static final long OTHER = 12;

  private final AtomicLong clock = new AtomicLong();
  private final List<Poisoned> poisoned = new ArrayList<>();
  private final Ledger ledger =
      new Ledger(clock::get, new Random(1), LedgerLimits.DEFAULT, this::poisoned);
  private final List<Outcome> outcomes = new ArrayList<>();

  @Test
  void theFirstResultOfATaskIsTakenAndLaterOnesAreDropped() {
    add(0);
    assertThat(ledger.nextIsRepeat()).isFalse();
    Attempt lost = take(WORKER);
    assertThat(ledger.nextIsRepeat()).as("there is none").isFalse();
    ledger.lost(List.of(lost.attempts()), _ -> true, LossCause.CRASHED, "killed");
    assertThat(ledger.nextIsRepeat()).isTrue();
    Attempt second = take(OTHER);

    assertThat(ledger.accept(result(lost.id(), Status.DONE, 1), Delivery.inline(0)).ended())
        .isTrue();
    assertThat(ledger.accept(result(second.id(), Status.DONE, 2), Delivery.inline(0)).ended())
        .isFalse();

    assertThat(outcomes).hasSize(1);
    assertThat(((Outcome.Done) outcomes.getFirst()).payload().bytes()).containsExactly(1);
    assertThat(ledger.counts().open()).isZero();
    assertThat(ledger.counts().done()).isEqualTo(1);
  }

  @Test
  void tasksAreTakenInOrderAndALostOneComesFirst() {
    long first = add(0);
    long second = add(0);
    long third = add(0);
    List<Attempt> taken = ledger.take(new Taker(0, WORKER, true), 2, Long.MAX_VALUE);
    assertThat(taken).extracting(attempt -> attempt.id().taskId()).containsExactly(first, second);

    ledger.lost(List.of(taken.get(1).attempts()), _ -> false, LossCause.HOST_LEFT, "host lost");

    assertThat(ledger.take(new Taker(0, OTHER, true), 9, Long.MAX_VALUE))
        .extracting(Attempt::id)
        .containsExactly(new AttemptId(second, 2), new AttemptId(third, 1));
  }

  @Test
  void aBatchIsBoundedByBytesButNeverEmpty() {
    for (int i = 0; i < 5; i++) {
      ledger.add(
          new TaskSpec(
              null,
              Payload.inline(new byte[100]),
              Handoff.AUTO,
              0,
              RetryRule.NEVER,
              (_, _, outcome) -> outcomes.add(outcome)));
    }

    assertThat(
            ledger.take(new Taker(0, WORKER, true), 9, 2 * (100 + TaskBatch.Entry.OVERHEAD_BYTES)))
        .hasSize(2);
    assertThat(ledger.take(new Taker(0, WORKER, true), 9, 1)).hasSize(1);
  }

  @Test
  void aFailedTaskIsRetriedAfterAPauseAndThenFails() {
    add(1);
    assertThat(
            ledger.accept(result(take(WORKER).id(), Status.FAILED, 1), Delivery.inline(0)).ended())
        .isFalse();
    assertThat(ledger.take(new Taker(0, WORKER, true), 1, 1)).isEmpty();
    assertThat(ledger.untilDueNs()).isBetween(50_000_000L, 100_000_000L);

    clock.addAndGet(ledger.untilDueNs());
    Attempt second = take(WORKER);
    assertThat(second.id().attempt()).isEqualTo(2);
    assertThat(ledger.accept(result(second.id(), Status.FAILED, 2), Delivery.inline(0)).ended())
        .isTrue();

    assertThat(((Outcome.Failed) outcomes.getFirst()).payload()).containsExactly(2);
    assertThat(ledger.counts().retried()).isEqualTo(1);
    assertThat(ledger.counts().failed()).isEqualTo(1);
  }

  @Test
  void aFailureOfAnAttemptThatWasGivenUpDoesNotEndTheTask() {
    add(0);
    Attempt first = take(WORKER);
    ledger.lost(List.of(first.attempts()), _ -> false, LossCause.HOST_SILENT, "host silent");

    assertThat(ledger.accept(result(first.id(), Status.FAILED, 1), Delivery.inline(0)).ended())
        .isFalse();

    assertThat(outcomes).isEmpty();
    assertThat(take(OTHER).id().attempt()).isEqualTo(2);
  }

  @Test
  void aTaskThatEndsItsWorkersIsGivenUpWithTheEvidence() {
    add(5);
    for (int death = 1; death <= LedgerLimits.DEFAULT.deathsAllowed(); death++) {
      assertThat(outcomes).isEmpty();
      ledger.lost(
          List.of(take(WORKER).attempts()),
          _ -> true,
          LossCause.CRASHED,
          "signal 9, death " + death);
    }

    RuntimeException reason = ((Outcome.GivenUp) outcomes.getFirst()).reason();
    assertThat(reason).isInstanceOf(WorkerCrashedException.class);
    assertThat(((WorkerCrashedException) reason).evidence())
        .containsExactly(
            "attempt 1: signal 9, death 1",
            "attempt 2: signal 9, death 2",
            "attempt 3: signal 9, death 3");
  }

  @Test
  void lostAttemptsAndQuarantinedTasksAreCounted() {
    add(5);
    for (int death = 1; death <= LedgerLimits.DEFAULT.deathsAllowed(); death++) {
      ledger.lost(List.of(take(WORKER).attempts()), _ -> true, LossCause.CRASHED, "signal 9");
    }
    add(5);
    ledger.lost(List.of(take(WORKER).attempts()), _ -> false, LossCause.HOST_LEFT, "left");

    Counts counts = ledger.counts();
    assertThat(counts.lost())
        .isEqualTo(
            Map.of(
                LossCause.CRASHED,
                (long) LedgerLimits.DEFAULT.deathsAllowed(),
                LossCause.HOST_LEFT,
                1L));
    assertThat(counts.quarantined()).isEqualTo(1).isEqualTo(counts.failed());
  }

  @Test
  void aTaskThatOnlyWaitedInADeadWorkerIsNotBlamed() {
    add(0);
    for (int i = 0; i < 10; i++) {
      ledger.lost(List.of(take(WORKER).attempts()), _ -> false, LossCause.CRASHED, "signal 9");
    }

    assertThat(outcomes).isEmpty();
    assertThat(ledger.counts().pending()).isEqualTo(1);
  }

  @Test
  void cancellingAPendingTaskKeepsItFromEveryWorker() {
    long id = add(0);

    assertThat(ledger.cancel(id)).isEmpty();

    assertThat(ledger.take(new Taker(0, WORKER, true), 9, 9)).isEmpty();
    assertThat(outcomes).containsExactly(new Outcome.Cancelled());
    assertThat(ledger.counts().pending()).isZero();
  }

  @Test
  void cancellingADispatchedTaskSaysWhereItIs() {
    long id = add(0);
    Attempt attempt = take(WORKER);

    assertThat(ledger.cancel(id)).containsExactly(new Placement(WORKER, attempt.id()));
    assertThat(ledger.cancel(id)).isEmpty();
    assertThat(ledger.accept(result(attempt.id(), Status.DONE, 1), Delivery.inline(0)).ended())
        .isFalse();
    assertThat(outcomes).hasSize(1);
  }

  @Test
  void aTaskThatIsHandedBackIsPendingAgain() {
    add(0);
    Attempt attempt = take(WORKER);

    assertThat(ledger.accept(result(attempt.id(), Status.RETURNED, 0), Delivery.inline(0)).ended())
        .isFalse();

    assertThat(ledger.counts().pending()).isEqualTo(1);
    assertThat(take(OTHER).id().attempt()).isEqualTo(2);
    assertThat(ledger.counts().retried()).isZero();
  }

  @Test
  void cancellingAllTellsTheTasksThatNobodySaw() {
    add(0);
    add(0);
    Attempt running = take(WORKER);

    Ledger.Cancelled cancelled = ledger.cancelAll();

    assertThat(cancelled.placements()).containsExactly(new Placement(WORKER, running.id()));
    assertThat(cancelled.neverDispatched()).hasSize(1);
    assertThat(outcomes).hasSize(2).allMatch(Outcome.Cancelled.class::isInstance);
    assertThat(ledger.counts().open()).isZero();
  }

  @Test
  void aSuspectTravelsAloneToAWorkerThatHasNothingElse() {
    add(0);
    add(0);
    add(0);
    List<Attempt> all = ledger.take(new Taker(0, WORKER, true), 2, Long.MAX_VALUE);
    ledger.lost(
        all.stream().map(Attempt::attempts).toList(), _ -> true, LossCause.CRASHED, "killed");

    assertThat(ledger.take(new Taker(0, OTHER, false), 9, Long.MAX_VALUE)).isEmpty();
    assertThat(ledger.take(new Taker(0, OTHER, true), 9, Long.MAX_VALUE))
        .singleElement()
        .matches(Attempt::suspect);
  }

  @Test
  void aTaskThatIsGivenUpIsToldWithItsEvidenceBeforeItEnds() {
    long id = add(0);
    for (int death = 0; death < LedgerLimits.DEFAULT.deathsAllowed(); death++) {
      ledger.lost(List.of(take(WORKER).attempts()), _ -> true, LossCause.CRASHED, "signal 9");
    }

    assertThat(poisoned).singleElement().extracting(Poisoned::taskId).isEqualTo(id);
    assertThat(poisoned.getFirst().evidence()).hasSize(3);
    assertThat(ledger.counts().open()).isZero();
  }

  @Test
  void aStragglerGetsOneCopyAndTheLoserIsNamed() {
    Ledger speculating = speculating();
    Attempt slow = straggler(speculating);

    assertThat(speculating.takeStraggler(new Taker(0, WORKER, true)))
        .as("not where it runs")
        .isNull();
    Attempt copy = speculating.takeStraggler(new Taker(0, OTHER, true));
    assertThat(copy).isNotNull();
    assertThat(copy.id()).isEqualTo(new AttemptId(slow.id().taskId(), 2));
    assertThat(speculating.takeStraggler(new Taker(0, 13, true))).as("no third").isNull();
    Acceptance acceptance =
        speculating.accept(result(copy.id(), Status.DONE, 1), Delivery.inline(0));

    assertThat(acceptance.superfluous()).containsExactly(new Placement(WORKER, slow.id()));
    assertThat(speculating.counts().open()).isZero();
    assertThat(speculating.counts().speculated()).isEqualTo(1);
  }

  @Test
  void aCopyThatIsLostLeavesTheOtherToEndTheTask() {
    Ledger speculating = speculating();
    Attempt slow = straggler(speculating);
    Attempt copy = speculating.takeStraggler(new Taker(0, OTHER, true));

    speculating.lost(List.of(copy.attempts()), _ -> false, LossCause.HOST_LEFT, "host lost");

    assertThat(speculating.counts().dispatched()).isEqualTo(1);
    clock.addAndGet(1_000_000_000L);
    assertThat(speculating.takeStraggler(new Taker(0, OTHER, true))).as("another copy").isNotNull();
    assertThat(speculating.accept(result(slow.id(), Status.DONE, 1), Delivery.inline(0)).ended())
        .isTrue();
  }

  @Test
  void aTaskWhoseCopyHasFailedGetsNoOtherAndFailsWithItself() {
    Ledger speculating = speculating();
    Attempt slow = straggler(speculating);
    Attempt copy = speculating.takeStraggler(new Taker(0, OTHER, true));

    speculating.accept(result(copy.id(), Status.FAILED, 1), Delivery.inline(0));

    assertThat(speculating.counts().dispatched()).isEqualTo(1);
    clock.addAndGet(1_000_000_000L);
    assertThat(speculating.takeStraggler(new Taker(0, OTHER, true))).isNull();
    assertThat(speculating.accept(result(slow.id(), Status.FAILED, 1), Delivery.inline(0)).ended())
        .isTrue();
    assertThat(speculating.counts().open()).isZero();
  }

  @Test
  void aTaskIsNoStragglerWhileMostOthersAreNotDoneOrItTakesNoLongerThanThey() {
    Ledger speculating = speculating();
    for (int i = 0; i < 20; i++) {
      addTo(speculating);
    }
    List<Attempt> all = speculating.take(new Taker(0, WORKER, true), 20, Long.MAX_VALUE);
    clock.addAndGet(10_000_000_000L);
    for (Attempt done : all.subList(0, 10)) {
      speculating.accept(result(done.id(), Status.DONE, 1), Delivery.inline(0));
    }

    assertThat(speculating.takeStraggler(new Taker(0, OTHER, true))).isNull();
    assertThat(ledger.takeStraggler(new Taker(0, OTHER, true))).as("off by default").isNull();
  }

  private Ledger speculating() {
    return new Ledger(clock::get, new Random(1), new LedgerLimits(3, true), this::poisoned);
  }

  /** Twenty tasks, of which nineteen are done, and one takes a second more. */
  private Attempt straggler(Ledger speculating) {
    for (int i = 0; i < 20; i++) {
      addTo(speculating);
    }
    List<Attempt> all = speculating.take(new Taker(0, WORKER, true), 20, Long.MAX_VALUE);
    for (Attempt done : all.subList(0, 19)) {
      speculating.accept(result(done.id(), Status.DONE, 1), Delivery.inline(0));
    }
    clock.addAndGet(1_000_000_000L);
    return all.getLast();
  }

  private void addTo(Ledger other) {
    other.add(
        new TaskSpec(
            null,
            Payload.inline(new byte[1]),
            Handoff.AUTO,
            0,
            RetryRule.NEVER,
            (_, _, outcome) -> outcomes.add(outcome)));
  }

  @Test
  void whatHappensInAnyOrderEveryTaskEndsExactlyOnce() {
    Random random = new Random(42);
    int tasks = 500;
    for (int i = 0; i < tasks; i++) {
      add(random.nextInt(3));
    }
    List<AttemptId> known = new ArrayList<>();
    while (ledger.counts().open() > 0) {
      clock.addAndGet(1_000_000_000L);
      ledger
          .take(new Taker(0, random.nextInt(3), true), 1 + random.nextInt(5), Long.MAX_VALUE)
          .forEach(attempt -> known.add(attempt.id()));
      AttemptId any = known.get(random.nextInt(known.size()));
      switch (random.nextInt(5)) {
        case 0 ->
            ledger.lost(
                List.of(Attempts.of(any)), _ -> random.nextBoolean(), LossCause.CRASHED, "killed");
        case 1 -> ledger.accept(result(any, Status.FAILED, 0), Delivery.inline(0));
        case 2 -> ledger.accept(result(any, Status.RETURNED, 0), Delivery.inline(0));
        default -> ledger.accept(result(any, Status.DONE, 0), Delivery.inline(0));
      }
      Counts counts = ledger.counts();
      assertThat(counts.done() + counts.failed() + counts.open()).isEqualTo(tasks);
    }
    assertThat(outcomes).hasSize(tasks);
  }

  private long add(int retries) {
    return ledger.add(
        new TaskSpec(
            null,
            Payload.inline(new byte[1]),
            Handoff.AUTO,
            0,
            RetryRule.upTo(retries),
            (_, _, outcome) -> outcomes.add(outcome)));
  }

  @Test
  void aTaskOfHigherPriorityComesFirst() {
    long first = add(ofPriority(0));
    long lower = add(ofPriority(-1));
    long higher = add(ofPriority(1));
    long second = add(ofPriority(0));

    assertThat(takeAll()).containsExactly(higher, first, second, lower);
  }

  @Test
  void aTaskIsNotOvertakenByThoseThatComeTooMuchLaterForTheirPriority() {
    long patient = add(ofPriority(0));
    clock.addAndGet(3 * PendingQueue.AGEING.toNanos() - 1);
    long overtakes = add(ofPriority(3));
    clock.addAndGet(2);
    long tooLate = add(ofPriority(3));

    assertThat(takeAll()).containsExactly(overtakes, patient, tooLate);
  }

  @Test
  void inAStreamOfUrgentTasksEveryTaskHasItsTurn() {
    long patient = add(ofPriority(-1));
    int overtook = 0;
    for (long id = patient; overtook == 0 || id != patient; overtook++) {
      assertThat(overtook).as("how many went first").isLessThan(1_000);
      add(ofPriority(1)); // two come for each that goes
      add(ofPriority(1));
      clock.addAndGet(PendingQueue.AGEING.dividedBy(10).toNanos());
      id = take(WORKER).id().taskId();
    }
    assertThat(ledger.counts().pending()).isPositive();
  }

  @Test
  void aLostTaskComesFirstOfItsPriority() {
    long lost = add(ofPriority(0));
    long next = add(ofPriority(0));
    Attempt attempt = take(WORKER);
    long urgent = add(ofPriority(1));
    ledger.lost(List.of(attempt.attempts()), _ -> false, LossCause.HOST_LEFT, "host lost");

    assertThat(takeAll()).containsExactly(urgent, lost, next);
  }

  @Test
  void ofManyTasksThatAWorkerMayNotHaveTheOthersAreStillFoundInOrder() {
    ledger.hosts(Set.of(1L, 2L));
    long failed = add(ofPriority(1));
    Attempt attempt = ledger.take(new Taker(1, WORKER, true), 1, Long.MAX_VALUE).getFirst();
    ledger.lost(List.of(attempt.attempts()), _ -> true, LossCause.CRASHED, "killed");
    long lower = add(ofPriority(0));
    long higher = add(ofPriority(1));

    assertThat(ledger.take(new Taker(1, WORKER, true), 9, Long.MAX_VALUE))
        .extracting(each -> each.id().taskId())
        .containsExactly(higher, lower);
    assertThat(ledger.take(new Taker(2, OTHER, true), 9, Long.MAX_VALUE))
        .extracting(each -> each.id().taskId())
        .containsExactly(failed);
  }

  private static final HeapSize SMALL = new HeapSize(64L << 20, 256L << 20);

  private List<Attempt> takeWith(HeapSize heap) {
    return ledger.take(new Taker(1, WORKER, true, heap, _ -> true), 9, Long.MAX_VALUE);
  }

  private boolean failed(Attempt attempt, Throwable failure) {
    byte[] encoded =
        new FailureCodec(AllowList.standard(), LedgerTest.class.getClassLoader()).encode(failure);
    ResultBatch.Entry result =
        new ResultBatch.Entry(
            attempt.attempts(),
            attempt.attempts(),
            Status.FAILED,
            new ResultBatch.Times(0, 0, 0, 0, 0),
            Payload.inline(encoded),
            ResultBatch.Entry.NO_BLOBS);
    return ledger.accept(result, Delivery.inline(0)).ended();
  }

  @Test
  void aTaskThatRanOutOfHeapGoesToAWorkerWithTwiceAsMuchUpToTheLimit() {
    add(0);
    Throwable wrapped = new IllegalStateException("wrapped", new OutOfMemoryError("heap"));
    assertThat(failed(takeWith(SMALL).getFirst(), wrapped)).isFalse();
    assertThat(takeWith(SMALL)).isEmpty();
    ledger.largestHeap(SMALL.grown().bytes());
    clock.addAndGet(60_000_000_000L);
    assertThat(takeWith(SMALL)).as("there is a larger one, which is busy").isEmpty();
    assertThat(ledger.nextIsRepeat()).as("not for any worker").isFalse();

    assertThat(failed(takeWith(SMALL.grown()).getFirst(), new OutOfMemoryError())).isFalse();
    assertThat(takeWith(SMALL.grown())).isEmpty();
    Attempt last = takeWith(HeapSize.fixed(256L << 20)).getFirst();
    assertThat(last.id().attempt()).isEqualTo(3);
    assertThat(failed(last, new OutOfMemoryError())).as("it has had all there is").isTrue();
    assertThat(outcomes).singleElement().isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void otherTasksPassATaskThatWaitsForALargerHeap() {
    add(0);
    Attempt large = takeWith(SMALL).getFirst();
    assertThat(failed(large, new OutOfMemoryError())).isFalse();
    long other = add(0);

    assertThat(takeWith(SMALL)).extracting(each -> each.id().taskId()).containsExactly(other);
  }

  @Test
  void anyWorkerWillDoIfTheLargerOneDoesNotCome() {
    add(0);
    assertThat(failed(takeWith(SMALL).getFirst(), new OutOfMemoryError())).isFalse();
    ledger.largestHeap(SMALL.bytes());
    clock.addAndGet(10_000_000_001L);

    assertThat(takeWith(SMALL)).hasSize(1);
  }

  @Test
  void aTaskThatNeverGetsALargerHeapFailsAtLast() {
    add(0);
    Throwable hidden = new IllegalStateException("of which a worker does not see that it is one");
    hidden.addSuppressed(new OutOfMemoryError("heap"));
    ledger.largestHeap(SMALL.bytes());
    int tries = 1;
    while (!failed(takeWith(SMALL).getFirst(), hidden)) {
      clock.addAndGet(10_000_000_001L);
      tries++;
    }
    assertThat(tries).isEqualTo(6);
    assertThat(outcomes).singleElement().isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void otherFailuresAndFixedHeapsAreAsBefore() {
    add(0);
    assertThat(failed(takeWith(SMALL).getFirst(), new IllegalStateException())).isTrue();
    add(0);
    assertThat(failed(takeWith(HeapSize.fixed(64L << 20)).getFirst(), new OutOfMemoryError()))
        .isTrue();
    add(0);
    assertThat(failed(takeWith(HeapSize.AUTO).getFirst(), new OutOfMemoryError())).isTrue();
  }

  @Test
  void anAttemptThatFilledTheHeapNeedsMoreAndIsNoDeath() {
    add(0);
    HeapSize heap = SMALL;
    for (; heap.canGrow(); heap = heap.grown()) {
      Attempt attempt = takeWith(heap).getFirst();
      ledger.lost(List.of(attempt.attempts()), _ -> true, LossCause.OUT_OF_HEAP, "full");
      assertThat(takeWith(heap)).isEmpty();
    }
    for (int death = 1; death <= LedgerLimits.DEFAULT.deathsAllowed(); death++) {
      assertThat(poisoned).isEmpty();
      Attempt attempt = takeWith(heap).getFirst();
      ledger.lost(List.of(attempt.attempts()), _ -> true, LossCause.OUT_OF_HEAP, "full");
    }
    assertThat(poisoned).hasSize(1);
  }

  @Test
  void whereAllHaveTooLittleHeapTheOneThatHasGrownIsTried() {
    add(0);
    HeapSize larger = SMALL.grown();
    fill(takeWith(SMALL));
    fill(takeWith(larger)); // which is lost then, with its host
    ledger.largestHeap(SMALL.bytes());
    waitForHeap();
    fill(takeWith(SMALL));
    ledger.largestHeap(larger.bytes());
    waitForHeap();

    assertThat(takeWith(SMALL)).as("there is one with more").isEmpty();
    for (int others = 0; others < 3; others++) { // with as much
      fill(takeWith(larger));
      waitForHeap();
    }
    assertThat(takeWith(larger)).as("it may grow yet").hasSize(1);
    assertThat(poisoned).isEmpty();
  }

  @Test
  void aTaskDoesNotWaitForeverForTheLargestOfThoseThatAreTooSmall() {
    add(0);
    HeapSize larger = SMALL.grown();
    fill(takeWith(larger));
    ledger.largestHeap(larger.bytes());
    waitForHeap();
    assertThat(takeWith(SMALL)).isEmpty();

    waitForHeap();

    assertThat(takeWith(SMALL)).hasSize(1);
  }

  private void fill(List<Attempt> taken) {
    Attempts attempts = taken.getFirst().attempts();
    ledger.lost(List.of(attempts), _ -> true, LossCause.OUT_OF_HEAP, "full");
  }

  private void waitForHeap() {
    clock.addAndGet(Duration.ofSeconds(11).toNanos());
  }

  @Test
  void afterAnotherDeathATaskNeedsNoMoreHeap() {
    add(0);
    Attempt attempt = takeWith(SMALL).getFirst();
    ledger.lost(List.of(attempt.attempts()), _ -> true, LossCause.CRASHED, "killed");

    assertThat(takeWith(SMALL)).hasSize(1);
  }

  private long add(TaskSpec spec) {
    return ledger.add(spec);
  }

  private TaskSpec ofPriority(int priority) {
    return new TaskSpec(
        1,
        null,
        Payload.inline(new byte[1]),
        Set.of(),
        Handoff.AUTO,
        0,
        RetryRule.NEVER,
        priority,
        (_, _, outcome) -> outcomes.add(outcome));
  }

  private List<Long> takeAll() {
    return ledger.take(new Taker(0, OTHER, true), 99, Long.MAX_VALUE).stream()
        .map(attempt -> attempt.id().taskId())
        .toList();
  }

  private Attempt take(long worker) {
    return ledger.take(new Taker(0, worker, true), 1, Long.MAX_VALUE).getFirst();
  }

  private static ResultBatch.Entry result(AttemptId attempt, Status status, int payload) {
    return new ResultBatch.Entry(
        attempt,
        status,
        ResultBatch.Times.NONE,
        Payload.inline(new byte[] {(byte) payload}),
        ResultBatch.Entry.NO_BLOBS);
  }

  @Test
  void aFailureOfAHostThatIsExcludedMeanwhileIsNotTheTasks() {
    ledger.hosts(Set.of(1L, 2L));
    long id = add(0);
    Attempt onBad = ledger.take(new Taker(1, WORKER, true), 1, Long.MAX_VALUE).getFirst();
    ledger.hosts(Set.of(2L)); // the first host is excluded, what it had is still failing there

    var _ = ledger.accept(ofHost(onBad), Delivery.inline(0));

    assertThat(outcomes).isEmpty();
    Attempt onGood = ledger.take(new Taker(2, OTHER, true), 1, Long.MAX_VALUE).getFirst();
    assertThat(onGood.id()).isEqualTo(new AttemptId(id, 2));
    var _ = ledger.accept(ofHost(onGood), Delivery.inline(0));
    assertThat(outcomes).singleElement().as("there is no other").isInstanceOf(Outcome.Failed.class);
  }

  private static ResultBatch.Entry ofHost(Attempt attempt) {
    byte[] failure =
        new FailureCodec(AllowList.standard(), LedgerTest.class.getClassLoader())
            .encode(new UnsatisfiedLinkError("no foo"));
    return new ResultBatch.Entry(
        attempt.id(),
        Status.FAILED,
        ResultBatch.Times.NONE,
        Payload.inline(failure),
        ResultBatch.Entry.NO_BLOBS);
  }

  @Test
  void aTaskWhoseResultIsKnownTakesTheNextIdAndIsDone() {
    assertThat(ledger.addDoneIf(id -> id == 0)).isZero();
    assertThat(ledger.addDoneIf(id -> id == 0)).isEqualTo(-1);

    assertThat(add(0)).isEqualTo(1);
    assertThat(ledger.addDoneIf(id -> id == 2)).isEqualTo(2);
    assertThat(ledger.counts().added()).isEqualTo(3);
    assertThat(ledger.counts().done()).isEqualTo(2);
    assertThat(ledger.counts().pending()).isEqualTo(1);
  }

  @Test
  void allTasksAreToldOfTheEndWhateverTheTellingOfOneThrows() {
    OutcomeListener failing =
        (_, _, _) -> {
          throw new IllegalStateException("doh!");
        };
    ledger.add(
        new TaskSpec(null, Payload.inline(new byte[1]), Handoff.AUTO, 0, RetryRule.NEVER, failing));
    add(0);
    add(0);

    assertThatIllegalStateException()
        .isThrownBy(() -> ledger.giveUp(new BatonException("the end")))
        .withMessage("doh!");

    assertThat(outcomes).hasSize(2).hasOnlyElementsOfType(Outcome.GivenUp.class);
    assertThat(ledger.counts().open()).isZero();
  }

  @Test
  void aFailureOfWhichNobodyCanSayWhatItWasIsTriedAgain() {
    RetryRule rule =
        new RetryRule(
            1,
            Backoff.DEFAULT,
            _ -> {
              throw new AssertionError("doh!");
            });
    ledger.add(
        new TaskSpec(
            null,
            Payload.inline(new byte[1]),
            Handoff.AUTO,
            0,
            rule,
            (_, _, outcome) -> outcomes.add(outcome)));

    AttemptId first = take(WORKER).id();
    assertThat(ledger.accept(result(first, Status.FAILED, 1), Delivery.inline(0)).ended())
        .isFalse();

    assertThat(ledger.counts().pending()).isEqualTo(1);
  }

  private void poisoned(Poisoned task, Runnable giveUp) {
    poisoned.add(task);
    giveUp.run();
  }
}
