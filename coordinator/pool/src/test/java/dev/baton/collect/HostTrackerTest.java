package dev.baton.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.LossCause;
import dev.baton.config.HeapSize;
import dev.baton.config.PoolSettings;
import dev.baton.dispatch.Dispatching;
import dev.baton.dispatch.KnownWorker;
import dev.baton.dispatch.Roster;
import dev.baton.ledger.Attempt;
import dev.baton.ledger.Counts;
import dev.baton.ledger.Ledger;
import dev.baton.ledger.LedgerLimits;
import dev.baton.ledger.Taker;
import dev.baton.role.Clock;
import dev.baton.wire.Address;
import dev.baton.wire.AttemptId;
import dev.baton.wire.HostBeat;
import dev.baton.wire.HostData;
import dev.baton.wire.HostDown;
import dev.baton.wire.JobBeat;
import dev.baton.wire.Payload;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.WhoIsThere;
import dev.baton.wire.WorkerDown;
import dev.baton.wire.WorkerStatus;
import dev.baton.wire.WorkerStatus.State;
import dev.baton.wire.WorkerUp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostTrackerTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Address UNREACHABLE = new Address.OnLog(99);
  private static final JobBeat ECHO = new JobBeat(1, "job", 0, 1, 0, 0);

  private final Roster roster = new Roster(Clock.SYSTEM, 1, PoolSettings.LINGER.initial());
  private final Ledger ledger =
      new Ledger(
          System::nanoTime, new Random(1), LedgerLimits.DEFAULT, (_, giveUp) -> giveUp.run());
  private final Set<Long> undrained = new HashSet<>();
  private final List<String> notices = new ArrayList<>();
  private int questions;
  private int changes;
  private final HostTracker hosts =
      new HostTracker(
          ledger,
          roster,
          (_, address) -> address.equals(UNREACHABLE) ? null : address,
          undrained::contains,
          _ -> {},
          () -> questions++,
          () -> changes++,
          notices::add);

  @Test
  void aHostThatIsSilentWhileOthersAreHeardIsLost() {
    fallSilent();

    assertThat(roster.workers()).isEmpty();
  }

  @Test
  void aHostThatIsLostAndItsReturnAreSaidOnceEach() {
    fallSilent();
    hosts.doWork(0);
    assertThat(notices)
        .singleElement()
        .asString()
        .contains("has been silent for", "run again elsewhere");

    hosts.accept(beat(1, 11), 13 * SECOND);
    hosts.accept(beat(1, 11), 14 * SECOND);

    assertThat(notices).hasSize(2);
    assertThat(notices.getLast()).startsWith("host ").endsWith("is back");
  }

  private void fallSilent() {
    hosts.accept(beat(1, 11), 0);
    for (int second = 1; second <= 12; second++) {
      hosts.accept(ECHO, second * SECOND);
      hosts.doWork(0);
    }
  }

  @Test
  void noHostIsLostWhileTheBrokerIsAway() {
    hosts.accept(beat(1, 11), 0);
    hosts.accept(beat(2, 22), SECOND);
    hosts.doWork(0);
    hosts.accept(ECHO, 100 * SECOND);
    hosts.doWork(0);
    hosts.accept(beat(2, 22), 101 * SECOND);
    hosts.doWork(0);

    assertThat(roster.workers()).hasSize(2);
  }

  @Test
  void aHostThatIsHeardAgainIsThereAgain() {
    fallSilent();

    hosts.accept(beat(1, 11), 20 * SECOND);

    assertThat(roster.workers()).extracting(KnownWorker::incarnation).containsExactly(11L);
  }

  @Test
  void aHostThatHasLeftIsNotBroughtBackByABeatFromBefore() {
    hosts.accept(beat(1, 11), 0);
    hosts.accept(new HostDown(1), SECOND);

    hosts.accept(beat(1, 11), 2 * SECOND);

    assertThat(roster.workers()).isEmpty();
  }

  @Test
  void aWorkerThatItsHostDoesNotListIsLost() {
    hosts.accept(new WorkerUp(1, "host1", status(1, 99)), 0);
    for (int second = 1; second <= 4; second++) {
      hosts.accept(beat(1, 11), second * SECOND);
    }
    assertThat(roster.worker(99)).as("for three seconds").isNotNull();
    hosts.accept(beat(1, 11), 5 * SECOND);

    assertThat(roster.workers()).extracting(KnownWorker::incarnation).containsExactly(11L);
  }

  @Test
  void aWorkerThatIsListedAgainIsNotLost() {
    for (int second = 0; second <= 20; second++) {
      hosts.accept(second % 3 == 0 ? beat(1, 11) : beat(1, 12), second * SECOND);
    }

    assertThat(roster.workers()).extracting(KnownWorker::incarnation).contains(11L, 12L);
  }

  @Test
  void aHostSpeaksForItsOwnWorkersOnly() {
    hosts.accept(beat(1, 11), 0);
    hosts.accept(beat(2, 22), 0);

    hosts.accept(down(2, 11, true, 0), SECOND);

    assertThat(roster.worker(11)).isNotNull();
  }

  @Test
  void theTaskThatACrashedWorkerRanIsBlamedAndThoseThatWaitedAreNot() {
    hosts.accept(beat(1, 11), 0);
    dispatch(11, 3);

    hosts.accept(down(1, 11, true, 1), SECOND);

    assertThat(roster.worker(11)).isNull();
    assertThat(suspects()).containsExactly(1L);
  }

  @Test
  void aTaskIsNotBlamedForThatOfAnotherCoordinatorWithTheSameNumber() {
    hosts.accept(beat(1, 11), 0);
    dispatch(11, 3);

    hosts.accept(
        new WorkerDown(1, 11, 0, true, false, false, 1, roster.coordinator() + 1, "killed"),
        SECOND);

    assertThat(roster.worker(11)).isNull();
    assertThat(suspects()).isEmpty();
  }

  @Test
  void allTasksOfACrashedWorkerWithManySlotsAreBlamed() {
    hosts.accept(new WorkerUp(1, "host1", status(11, new Address.OnLog(1), 8, State.BUSY)), 0);
    dispatch(11, 3);

    hosts.accept(down(1, 11, true, 1), SECOND);

    assertThat(suspects()).containsExactlyInAnyOrder(0L, 1L, 2L);
  }

  @Test
  void noTaskIsBlamedForAWorkerThatEndedInOrder() {
    hosts.accept(beat(1, 11), 0);
    dispatch(11, 2);

    hosts.accept(down(1, 11, false, 1), SECOND);

    assertThat(ledger.counts().pending()).isEqualTo(2);
    assertThat(suspects()).isEmpty();
  }

  @Test
  void aWorkerThatDrainsGetsNoMoreTasksAndStillAnswers() {
    hosts.accept(beat(1, 11), 0);
    dispatch(11, 1);

    hosts.accept(beat(1, status(11, new Address.OnLog(1), 1, State.DRAINING)), SECOND);

    assertThat(roster.worker(11)).as("it owes an answer").isNotNull();
    roster.answered(
        11,
        List.of(
            new ResultBatch.Entry(
                new AttemptId(0, 1),
                ResultBatch.Status.DONE,
                ResultBatch.Times.NONE,
                Payload.NOTHING,
                ResultBatch.Entry.NO_BLOBS)),
        0,
        0);
    assertThat(roster.allIdle()).as("it has answered").isTrue();
  }

  @Test
  void whatWasOnItsWayToAWorkerThatIsParkedIsNotLost() {
    hosts.accept(beat(1, 11), 0);
    dispatch(11, 2);

    hosts.accept(new WorkerDown(1, 11, 0, false, false, true, -1, 0, "had nothing to do"), SECOND);

    assertThat(roster.worker(11)).isNull();
    assertThat(ledger.counts())
        .returns(2L, Counts::pending)
        .returns(0L, Counts::retried)
        .returns(Map.of(), Counts::lost);
    assertThat(hosts.turnover().counts().ended()).isEmpty();
    assertThat(suspects()).isEmpty();
  }

  @Test
  void parkedWorkersAreRoomForTasksUntilTheirHostGoes() {
    assertThat(roster.hasWorkers()).isFalse();
    hosts.accept(beat(1, parked(3, State.PARKED)), 0);

    assertThat(roster.workers()).isEmpty();
    assertThat(roster.hasWorkers()).isTrue();
    assertThat(roster.load()).isEqualTo(new Roster.Load(1, 3, 0));
    assertThat(roster.hosts()).containsExactly(1L);
    hosts.accept(beat(1, parked(3, State.STARTING)), SECOND);
    assertThat(roster.load()).as("it is about to be up").isEqualTo(new Roster.Load(1, 3, 0));
    hosts.accept(beat(1, status(11, new Address.OnLog(1), 3, State.IDLE)), 2 * SECOND);
    assertThat(roster.load()).isEqualTo(new Roster.Load(1, 3, 0));
    hosts.accept(beat(2, parked(0, State.PARKED)), 2 * SECOND);
    assertThat(roster.load())
        .as("without slots it is no worker")
        .isEqualTo(new Roster.Load(1, 3, 0));

    hosts.accept(beat(1, parked(3, State.PARKED)), 3 * SECOND);
    hosts.accept(new HostDown(1), 3 * SECOND);

    assertThat(roster.hasWorkers()).isFalse();
    assertThat(roster.load()).isEqualTo(new Roster.Load(0, 0, 0));
  }

  private static WorkerStatus parked(int slots, State state) {
    return status(0, new Address.OnLog(1), slots, state);
  }

  @Test
  void aWorkerThatIsStartingOrDrainsIsNotAdded() {
    for (State state : List.of(State.STARTING, State.DRAINING, State.DOWN)) {
      hosts.accept(beat(1, status(11, new Address.OnLog(1), 1, state)), 0);
    }

    assertThat(roster.workers()).isEmpty();
  }

  @Test
  void aWorkerThatCannotBeIsNotTaken() {
    hosts.accept(beat(1, status(11, UNREACHABLE, 1, State.IDLE)), 0);
    hosts.accept(beat(1, status(12, new Address.OnLog(1), 0, State.IDLE)), 0);
    hosts.accept(beat(1, status(13, new Address.OnLog(1), -1, State.IDLE)), 0);
    hosts.accept(beat(1, status(14, new Address.OnLog(1), Integer.MAX_VALUE, State.IDLE)), 0);

    assertThat(roster.workers()).isEmpty();
  }

  @Test
  void aWorkerThatIsDownIsNotBroughtBackByABeatFromBefore() {
    hosts.accept(beat(1, 11), 0);
    hosts.accept(down(1, 11, false, -1), SECOND);

    hosts.accept(beat(1, 11), 2 * SECOND);

    assertThat(roster.workers()).isEmpty();
  }

  @Test
  void theEndOfAWorkerCountsWhenAllThatItSentIsReceived() {
    hosts.accept(beat(1, 11), 0);
    undrained.add(11L);

    hosts.accept(down(1, 11, true, 5), SECOND);
    hosts.doWork(SECOND);
    assertThat(roster.worker(11)).isNotNull();

    undrained.clear();
    hosts.linkEnded(11);
    hosts.doWork(SECOND + 1);
    assertThat(roster.workers()).isEmpty();
  }

  @Test
  void theEndOfAWorkerCountsAfterAWhileInAnyCase() {
    hosts.accept(beat(1, 11), 0);
    undrained.add(11L);
    hosts.accept(down(1, 11, true, 5), SECOND);

    assertThat(hosts.doWork(3 * SECOND - 7)).isEqualTo(7);
    assertThat(roster.worker(11)).isNotNull();
    hosts.doWork(3 * SECOND);

    assertThat(roster.workers()).isEmpty();
  }

  @Test
  void aWorkerWhoseLinkEndsIsLostThoughNobodySaysSo() {
    hosts.accept(beat(1, 11), 0);
    hosts.linkEnded(11);

    assertThat(hosts.doWork(SECOND / 2)).isLessThanOrEqualTo(SECOND);
    assertThat(roster.worker(11)).as("its host may tell why").isNotNull();
    hosts.doWork(SECOND + SECOND / 2);

    assertThat(roster.workers()).isEmpty();
    hosts.accept(beat(1, 11), 2 * SECOND);
    assertThat(roster.workers()).as("what was said before").isEmpty();
  }

  @Test
  void eachLostWorkerIsCountedWithItsCause() {
    hosts.accept(beat(1, 11), 0);
    hosts.accept(down(1, 11, true, -1), 0);
    hosts.accept(beat(1, 12), 0);
    hosts.accept(down(1, 12, false, -1), 0);
    hosts.accept(beat(1, 13), 0);
    hosts.linkEnded(13);
    hosts.doWork(0);
    hosts.doWork(2 * SECOND);
    hosts.accept(beat(2, 21), 2 * SECOND);
    hosts.accept(new HostDown(2), 2 * SECOND);

    assertThat(hosts.turnover().counts().ended())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                LossCause.CRASHED, 1L,
                LossCause.ENDED, 1L,
                LossCause.CONNECTION_LOST, 1L,
                LossCause.HOST_LEFT, 1L));
  }

  @Test
  void aSilentHostIsTheCauseOfWhatItsWorkersLose() {
    hosts.accept(beat(1, 11), 0);
    dispatch(11, 3);
    fallSilent();

    assertThat(hosts.turnover().counts().ended()).isEqualTo(Map.of(LossCause.HOST_SILENT, 1L));
    assertThat(ledger.counts().lost()).isEqualTo(Map.of(LossCause.HOST_SILENT, 3L));
  }

  @Test
  void restartsCountFromWhenAHostIsHeardFirst() {
    hosts.accept(beat(1, restarted(11, 4)), 0);
    assertThat(hosts.turnover().counts().restarts()).isZero();

    hosts.accept(beat(1, restarted(12, 5)), SECOND);
    hosts.accept(beat(1, restarted(12, 5)), SECOND);
    hosts.accept(new WorkerUp(1, "host1", restarted(13, 7)), SECOND);

    assertThat(hosts.turnover().counts().restarts()).isEqualTo(3);
  }

  private static WorkerStatus restarted(long worker, int times) {
    return new WorkerStatus(
        0,
        worker,
        new Address.OnLog(1),
        1,
        4711,
        State.IDLE,
        0,
        -1,
        0,
        0,
        0,
        0,
        0,
        times,
        HeapSize.AUTO);
  }

  @Test
  void aHostIsAskedOfItsStoreWhileItIsThere() {
    HostData data = new HostData(5, 4, 3, 2, 1, 7, HostData.Copies.NONE, List.of(), List.of());
    hosts.accept(new HostBeat(1, "host1", 1, false, List.of(), List.of(), data), 0);
    assertThat(hosts.stores()).containsExactly(data);

    hosts.accept(new HostDown(1), SECOND);

    assertThat(hosts.stores()).isEmpty();
  }

  @Test
  void whoAsksIsAnsweredAndEachEventMayMakeWork() {
    hosts.accept(new WhoIsThere(5), 0);
    assertThat(questions).isEqualTo(1);
    hosts.accept(beat(1, 11), 0);

    assertThat(questions).isEqualTo(1);
    assertThat(changes).isEqualTo(2);
  }

  private void dispatch(long worker, int tasks) {
    Dispatching.add(ledger, tasks);
    assertThat(Dispatching.dispatch(ledger, roster, worker, tasks)).hasSize(tasks);
  }

  /** The pending tasks that are suspected of having cost a worker. */
  private List<Long> suspects() {
    List<Long> suspects = new ArrayList<>();
    while (ledger.counts().pending() > 0) {
      for (Attempt attempt : ledger.take(new Taker(0, 99, true), 9, Long.MAX_VALUE)) {
        if (attempt.suspect()) {
          suspects.add(attempt.id().taskId());
        }
      }
    }
    return suspects;
  }

  private WorkerDown down(long host, long worker, boolean crashed, long task) {
    return new WorkerDown(
        host, worker, 0, crashed, false, false, task, roster.coordinator(), "exit code 1");
  }

  private static WorkerStatus status(long host, long worker) {
    return status(worker, new Address.OnLog((int) host), 1, State.IDLE);
  }

  private static WorkerStatus status(long worker, Address inbox, int slots, State state) {
    return new WorkerStatus(
        0, worker, inbox, slots, 4711, state, 0, -1, 0, 0, 0, 0, 0, 0, HeapSize.AUTO);
  }

  private static HostBeat beat(long host, long worker) {
    return beat(host, status(host, worker));
  }

  private static HostBeat beat(long host, WorkerStatus worker) {
    return new HostBeat(host, "host" + host, 1, List.of((int) host), List.of(worker));
  }
}
