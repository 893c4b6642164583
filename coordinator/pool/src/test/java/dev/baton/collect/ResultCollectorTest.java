package dev.baton.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.BlobGoneException;
import dev.baton.Handoff;
import dev.baton.HandoffCount;
import dev.baton.LossCause;
import dev.baton.Phase;
import dev.baton.config.HeapSize;
import dev.baton.config.PoolSettings;
import dev.baton.dispatch.Credit;
import dev.baton.dispatch.Dispatching;
import dev.baton.dispatch.FakeClock;
import dev.baton.dispatch.HostHealth;
import dev.baton.dispatch.KnownWorker;
import dev.baton.dispatch.Pace;
import dev.baton.dispatch.Roster;
import dev.baton.ledger.Delivery;
import dev.baton.ledger.Ledger;
import dev.baton.ledger.LedgerLimits;
import dev.baton.ledger.Outcome;
import dev.baton.ledger.Placement;
import dev.baton.ledger.RetryRule;
import dev.baton.ledger.TaskSpec;
import dev.baton.wire.Address;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Attempts;
import dev.baton.wire.Payload;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import dev.baton.wire.ResultBatch.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResultCollectorTest {

  private static final long COORDINATOR = 7;
  private static final long WORKER = 11;
  private static final long OTHER = 12;
  private static final Times A_MILLISECOND = new Times(0, 0, 0, 1_000_000, 0);

  private final FakeClock clock = new FakeClock();
  private final Roster roster = new Roster(clock, 1, PoolSettings.LINGER.initial());
  private final Pace pace = new Pace(PoolSettings.LINGER.initial());
  private final Tally tally = new Tally();
  private final Ledger ledger =
      new Ledger(clock::nanoTime, new Random(1), LedgerLimits.DEFAULT, (_, giveUp) -> giveUp.run());
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<Placement> superfluous = new ArrayList<>();
  private boolean isGone;
  private int received;
  private int released;
  private int rooms;
  private final ResultCollector collector =
      new ResultCollector(
          COORDINATOR,
          ledger,
          roster,
          pace,
          new HostHealth(roster, clock, _ -> {}),
          tally,
          clock,
          this::receive,
          superfluous::add,
          () -> rooms++);

  @BeforeEach
  void addWorkers() {
    add(WORKER);
    add(OTHER);
  }

  @Test
  void aResultEndsItsTaskAndGivesItsWorkerCredit() {
    AttemptId attempt = dispatch(WORKER);
    assertThat(roster.allIdle()).isFalse();

    accept(WORKER, done(attempt));

    assertThat(outcomes).singleElement().isInstanceOf(Outcome.Done.class);
    assertThat(roster.allIdle()).isTrue();
    assertThat(rooms).isEqualTo(1);
    assertThat(released).as("it is its listener's").isZero();
  }

  @Test
  void resultsOfAnotherCoordinatorArePassedOver() {
    AttemptId attempt = dispatch(WORKER);

    collector.accept(
        new ResultBatch(COORDINATOR + 1, WORKER, 0, List.of(done(attempt))), clock.nanoTime());

    assertThat(outcomes).isEmpty();
    assertThat(roster.allIdle()).isFalse();
    assertThat(received).isZero();
  }

  @Test
  void aResultWhoseDataIsGoneIsALostAttempt() {
    AttemptId attempt = dispatch(WORKER);
    isGone = true;

    accept(WORKER, done(attempt));

    assertThat(outcomes).isEmpty();
    assertThat(roster.allIdle()).as("its worker has answered").isTrue();
    assertThat(dispatch()).isEqualTo(new AttemptId(attempt.taskId(), 2));
  }

  @Test
  void theOtherAttemptsOfATaskThatHasEndedAreCalledOff() {
    AttemptId first = dispatch(WORKER);
    ledger.lost(List.of(Attempts.of(first)), _ -> false, LossCause.CRASHED, "believed to be dead");
    AttemptId second = dispatch(OTHER);

    accept(WORKER, done(first));

    assertThat(outcomes).hasSize(1);
    assertThat(superfluous).containsExactly(new Placement(OTHER, second));
  }

  @Test
  void whatCameAlongWithAFailureIsReleased() {
    AttemptId attempt = dispatch(WORKER);

    accept(WORKER, result(attempt, Status.FAILED, Times.NONE));

    assertThat(outcomes).singleElement().isInstanceOf(Outcome.Failed.class);
    assertThat(released).isEqualTo(1);
  }

  @Test
  void whatCameAlongWithALateResultIsReleased() {
    AttemptId attempt = dispatch(WORKER);
    accept(WORKER, done(attempt));

    accept(WORKER, done(attempt));

    assertThat(outcomes).hasSize(1);
    assertThat(released).isEqualTo(1);
  }

  @Test
  void whatIsHandedBackIsPendingAgain() {
    AttemptId attempt = dispatch(WORKER);

    accept(WORKER, result(attempt, Status.RETURNED, Times.NONE));

    assertThat(outcomes).isEmpty();
    assertThat(dispatch()).isEqualTo(new AttemptId(attempt.taskId(), 2));
  }

  @Test
  void thePaceFollowsWhatRan() {
    AttemptId first = dispatch(WORKER);
    AttemptId second = dispatch(WORKER);

    accept(WORKER, result(first, Status.DONE, A_MILLISECOND), handedBack(second));

    assertThat(batchSize(pace)).isEqualTo(batchSizeAt(Duration.ofMillis(1)));
  }

  @Test
  void absurdTimesDoNotSpoilThePace() {
    AttemptId first = dispatch(WORKER);
    AttemptId second = dispatch(WORKER);

    accept(
        WORKER,
        result(first, Status.DONE, new Times(0, 0, Long.MIN_VALUE, 1_000_000, -1)),
        result(second, Status.DONE, A_MILLISECOND));

    assertThat(batchSize(pace)).isEqualTo(batchSizeAt(Duration.ofMillis(1)));
  }

  @Test
  void timesThatAreTooLongAreNotTakenForWhatTheySay() {
    AttemptId attempt = dispatch(WORKER);
    long day = Duration.ofDays(1).toNanos();

    accept(
        WORKER, result(attempt, Status.DONE, new Times(0, 0, Long.MAX_VALUE, Long.MAX_VALUE, 0)));
    for (int i = 0; i < 100; i++) {
      pace.record(1, 1_000_000);
    }

    Pace expected = new Pace(PoolSettings.LINGER.initial());
    expected.record(1, 2 * day);
    for (int i = 0; i < 100; i++) {
      expected.record(1, 1_000_000);
    }
    assertThat(batchSize(pace)).isEqualTo(batchSize(expected));
  }

  @Test
  void whoIsNoWorkerDoesNotSetThePace() {
    AttemptId attempt = dispatch(WORKER);

    accept(99, result(attempt, Status.DONE, A_MILLISECOND));

    assertThat(batchSize(pace)).as("nothing is known").isEqualTo(1);
    assertThat(outcomes).as("but a result is a result").hasSize(1);
  }

  @Test
  void timesAndBytesAreCountedOnceForEachTask() {
    AttemptId attempt = dispatch(WORKER);
    clock.advance(Duration.ofMillis(50));
    ResultBatch.Entry result = result(attempt, Status.DONE, new Times(1, 2, 3, 4, 5));

    collector.accept(
        new ResultBatch(COORDINATOR, WORKER, 40_000, List.of(result, result)), clock.nanoTime());

    Map<Phase, Duration> phases = tally.phases();
    assertThat(phases)
        .containsEntry(Phase.TRANSFER, Duration.ofNanos(1))
        .containsEntry(Phase.QUEUE, Duration.ofNanos(2))
        .containsEntry(Phase.DECODE, Duration.ofNanos(3))
        .containsEntry(Phase.EXECUTE, Duration.ofNanos(4))
        .containsEntry(Phase.ENCODE_RESULT, Duration.ofNanos(5))
        .containsEntry(Phase.RETURN, Duration.ofMillis(10));
    assertThat(tally.handoffs()).containsEntry(Handoff.KRYO, new HandoffCount(0, 1));
  }

  private Delivery receive(ResultBatch.Entry result) {
    if (isGone) {
      throw new BlobGoneException("its host is gone");
    }
    received++;
    return new Delivery(result.payload().bytes().length, () -> released++);
  }

  private void add(long incarnation) {
    roster.add(
        new KnownWorker(
            9, "host/" + incarnation, incarnation, new Address.OnLog(1), 100, 4711, HeapSize.AUTO));
  }

  /** A new task is sent to a worker. */
  private AttemptId dispatch(long worker) {
    if (ledger.counts().pending() == 0) {
      var _ =
          ledger.add(
              new TaskSpec(
                  null,
                  Payload.inline(new byte[1]),
                  Handoff.AUTO,
                  0,
                  RetryRule.NEVER,
                  (_, _, outcome) -> outcomes.add(outcome)));
    }
    return Dispatching.dispatch(ledger, roster, worker, 1).getFirst();
  }

  /** The task that is pending is sent again. */
  private AttemptId dispatch() {
    assertThat(ledger.counts().pending()).isEqualTo(1);
    return dispatch(OTHER);
  }

  private void accept(long worker, ResultBatch.Entry... results) {
    collector.accept(new ResultBatch(COORDINATOR, worker, 0, List.of(results)), clock.nanoTime());
  }

  private static ResultBatch.Entry done(AttemptId attempt) {
    return result(attempt, Status.DONE, Times.NONE);
  }

  private static ResultBatch.Entry handedBack(AttemptId attempt) {
    return result(attempt, Status.RETURNED, new Times(0, 0, 0, Long.MAX_VALUE, 0));
  }

  private static ResultBatch.Entry result(AttemptId attempt, Status status, Times times) {
    return new ResultBatch.Entry(
        attempt, status, times, Payload.inline(new byte[1]), ResultBatch.Entry.NO_BLOBS);
  }

  /** How many tasks a worker with one slot may be sent at once. */
  private static int batchSize(Pace pace) {
    Roster roster = new Roster(new FakeClock(), 1, PoolSettings.LINGER.initial());
    Credit credit = new Credit(roster, pace);
    KnownWorker any = new KnownWorker(1, "host/0", 1, new Address.OnLog(1), 1, 100, HeapSize.AUTO);
    roster.add(any);
    return IntStream.rangeClosed(1, Pace.LARGEST_BATCH)
        .filter(tasks -> credit.allows(any, 0, tasks, false))
        .max()
        .orElse(0);
  }

  private static int batchSizeAt(Duration task) {
    Pace known = new Pace(PoolSettings.LINGER.initial());
    known.record(1, task.toNanos());
    return batchSize(known);
  }
}
