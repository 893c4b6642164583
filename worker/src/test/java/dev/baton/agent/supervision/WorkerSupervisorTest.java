package dev.baton.agent.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.EnvironmentException;
import dev.baton.agent.crash.Evidence;
import dev.baton.agent.setup.AgentConfig;
import dev.baton.agent.spawn.RestartBackoff;
import dev.baton.agent.supervision.FakeWorkerProcesses.FakeWorker;
import dev.baton.config.HeapSize;
import dev.baton.config.Settings;
import dev.baton.config.WorkerSettings;
import dev.baton.role.Role;
import dev.baton.store.WorkerSnapshot;
import dev.baton.wire.Address;
import dev.baton.wire.Event;
import dev.baton.wire.WorkerDown;
import dev.baton.wire.WorkerStatus;
import dev.baton.wire.WorkerUp;
import dev.baton.worker.FakeClock;
import dev.baton.worker.WorkerExit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The supervisor with a clock and with processes that do what the tests say. */
class WorkerSupervisorTest {

  private static final long HOST = 77;
  private static final Map<String, String> KAFKA = Map.of("bootstrap.servers", "somewhere");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HEAD_START = Duration.ofMillis(200);
  private static final int MAX_TASKS = 100;
  private static final long MAX_RSS = 1 << 30;
  private static final Settings LIMITS =
      Settings.DEFAULT
          .with(WorkerSettings.MAX_TASKS, MAX_TASKS)
          .with(WorkerSettings.MAX_RSS, MAX_RSS);

  private static final Settings IDLE =
      LIMITS.with(WorkerSettings.IDLE_TIMEOUT, Duration.ofSeconds(20));

  private final FakeClock clock = new FakeClock();
  private final List<Event> events = new ArrayList<>();
  private InMemoryHostState state = new InMemoryHostState(0);
  private FakeWorkerProcesses processes = new FakeWorkerProcesses(state);
  private WorkerSupervisor supervisor = supervisor(1, 0);

  @Test
  void startsAWorkerForEachPlaceBeforeThereIsABroker() {
    supervisor = supervisor(3, 0);

    work();

    assertThat(processes.started).hasSize(3).noneMatch(FakeWorker::isAssigned);
    assertThat(processes.started).allMatch(worker -> worker.kafkaProperties() == null);
  }

  @Test
  void workersGetTheBrokerAndAnInboxEachAndAreAnnouncedWhenTheyAreReady() {
    supervisor = supervisor(2, 0);
    work();

    supervisor.connect(KAFKA);
    supervisor.assign(List.of(inbox(4), inbox(7)));

    assertThat(processes.started).allMatch(worker -> KAFKA.equals(worker.kafkaProperties()));
    assertThat(processes.started)
        .extracting(worker -> worker.assignment().inbox())
        .containsExactly(inbox(4), inbox(7));
    assertThat(processes.started)
        .extracting(FakeWorker::incarnation)
        .doesNotHaveDuplicates()
        .allMatch(incarnation -> incarnation > 0);
    assertThat(supervisor.statuses()).isEmpty();
    processes.started.get(1).becomeReady(nowMs());
    assertThat(ups()).singleElement().returns(inbox(7), WorkerStatus::inbox);
    assertThat(supervisor.allUp()).isNotDone();
    processes.started.get(0).becomeReady(nowMs());
    assertThat(supervisor.allUp()).isCompleted();
    assertThat(supervisor.statuses())
        .extracting(WorkerStatus::state)
        .containsExactly(WorkerStatus.State.IDLE, WorkerStatus.State.IDLE);
  }

  @Test
  void whatAWorkerHasDoneIsNotForgottenWithIt() {
    startAll(2, 0);
    assertThat(supervisor.totals()).isEqualTo(WorkerTotals.NONE);
    processes.started.get(0).slot().ended(5, 1, 700);
    processes.started.get(1).slot().ended(3, 0, 200);
    assertThat(supervisor.totals()).isEqualTo(new WorkerTotals(8, 1, 900, 0));

    processes.started.get(0).exit(9);
    work();
    assertThat(supervisor.totals()).isEqualTo(new WorkerTotals(8, 1, 900, 1));

    workAfter(HEAD_START);
    processes.last().becomeReady(nowMs());
    processes.last().slot().ended(2, 2, 50);
    assertThat(supervisor.totals()).isEqualTo(new WorkerTotals(10, 3, 950, 1));
  }

  @Test
  void aWorkerThatDiesIsReplacedOnceTheOthersHadTheirHeadStart() {
    startAll(2, 0);
    FakeWorker first = processes.started.get(0);
    first.slot().running(1, 42, nowMs());

    first.exit(9);
    long dueNs = work();

    assertThat(downs())
        .singleElement()
        .returns(first.incarnation(), WorkerDown::incarnation)
        .returns(true, WorkerDown::crashed)
        .returns(42L, WorkerDown::runningTask);
    assertThat(dueNs).isEqualTo(HEAD_START.toNanos());
    assertThat(processes.started).hasSize(2);
    workAfter(HEAD_START);
    assertThat(processes.started).hasSize(3);
    assertThat(processes.last().assignment())
        .returns(first.assignment().number(), a -> a.number())
        .returns(first.assignment().inbox(), a -> a.inbox());
    assertThat(processes.last().incarnation()).isNotEqualTo(first.incarnation());
  }

  @Test
  void theOnlyWorkerIsReplacedAtOnce() {
    startAll(1, 0);

    processes.last().exit(9);
    work();

    assertThat(processes.started).hasSize(2);
  }

  @Test
  void workersThatDieYoungAreReplacedLaterAndLater() {
    startAll(1, 0);
    List<Long> delays = new ArrayList<>();

    for (int death = 0; death < 5; death++) {
      processes.last().exit(9);
      delays.add(timeToNextStart().toMillis());
      processes.last().becomeReady(nowMs());
    }

    assertThat(delays).containsExactly(0L, 100L, 200L, 400L, 800L);
  }

  @Test
  void aSpareTakesTheFreePlaceAtOnceAndAnotherIsMadeReady() {
    startAll(2, 1);
    workUntilThereAreSpares();
    FakeWorker spare = processes.last();
    assertThat(spare.spare).isTrue();
    assertThat(spare.kafkaProperties()).isEqualTo(KAFKA);

    processes.started.get(1).exit(9);
    work();

    assertThat(spare.assignment().number()).isEqualTo(1);
    workAfter(SECOND);
    assertThat(processes.started).as("none starts beside one that starts").hasSize(3);
    spare.becomeReady(nowMs());
    workAfter(SECOND);
    assertThat(processes.started).hasSize(4);
    assertThat(processes.last().spare).isTrue();
  }

  @Test
  void aSpareThatDiesIsMissedByNobodyAndFollowedByAnother() {
    startAll(1, 1);
    workUntilThereAreSpares();

    processes.last().exit(1);
    workAfter(SECOND);
    processes.last().exit(1);
    workAfter(SECOND);

    assertThat(processes.started).hasSize(4);
    assertThat(downs()).isEmpty();
  }

  @Test
  void thereAreNoSparesBeforeAllWorkersHaveBeenUpForAWhile() {
    supervisor = supervisor(2, 1);
    work();
    supervisor.connect(KAFKA);
    supervisor.assign(List.of(inbox(0), inbox(1)));
    processes.started.get(0).becomeReady(nowMs());
    workAfter(SECOND);
    assertThat(processes.started).hasSize(2);

    processes.started.get(1).becomeReady(nowMs());
    workAfter(SECOND);
    workAfter(SpareWorkers.AFTER.minus(SECOND));
    assertThat(processes.started).hasSize(2);

    workAfter(SECOND);

    assertThat(processes.started).hasSize(3);
  }

  @Test
  void aSpareDoesNotTakeACoreFromBusyWorkersSoSoon() {
    startAll(2, 1);
    state.slot(0).running(1, 7, nowMs());
    state.slot(1).running(1, 8, nowMs());
    workUntilThereAreSpares();
    assertThat(processes.started).hasSize(2);

    state.slot(1).running(0, WorkerSnapshot.NO_TASK, 0);
    workAfter(SECOND);
    assertThat(processes.started).as("a worker is idle").hasSize(3);
  }

  @Test
  void aSpareIsStartedAlthoughAllWorkersAreBusyInTheEnd() {
    startAll(1, 1);
    workAfter(SECOND);
    state.slot(0).running(1, 7, nowMs());
    for (int i = 0; i < 5; i++) {
      assertThat(processes.started).hasSize(1);
      state.slot(0).beat(nowMs() + 1000);
      workAfter(SpareWorkers.AFTER_IF_BUSY.dividedBy(5));
    }
    assertThat(processes.started).hasSize(2);
  }

  @Test
  void aStartThatFailsBeforeAnyWorkerIsUpIsHopeless() {
    supervisor = supervisor(2, 0);
    work();
    supervisor.assign(List.of(inbox(0), inbox(1)));

    processes.last().failToStart("no such heap");

    assertThat(processes.last().kills()).isEqualTo(1);
    assertThatThrownBy(() -> supervisor.allUp().join())
        .hasCauseInstanceOf(EnvironmentException.class)
        .hasRootCauseMessage("no such heap");
  }

  @Test
  void aStartThatFailsThreeTimesInOnePlaceIsHopeless() {
    supervisor = supervisor(2, 0);
    work();
    supervisor.assign(List.of(inbox(0), inbox(1)));
    processes.started.get(0).becomeReady(nowMs());

    for (int failure = 1; failure <= 3; failure++) {
      assertThat(supervisor.allUp()).isNotDone();
      processes.last().failToStart("out of luck");
      workAfter(RestartBackoff.LONGEST);
    }

    assertThat(supervisor.allUp()).isCompletedExceptionally();
    assertThat(downs()).isEmpty();
  }

  @Test
  void aProcessThatCannotBeStartedIsTriedAgainLater() {
    startAll(1, 0);
    processes.broken(true);
    processes.last().exit(9);
    work();
    processes.broken(false);

    workAfter(RestartBackoff.LONGEST.minusMillis(1));
    assertThat(processes.started).hasSize(1);
    workAfter(Duration.ofMillis(1));

    assertThat(processes.started).hasSize(2);
  }

  @Test
  void aHungWorkerIsKilledOnceAndReplaced() {
    startAll(2, 0);
    FakeWorker hung = processes.started.get(0);
    FakeWorker other = processes.started.get(1);
    hung.stack("\n  at User.loop");

    for (int second = 1; second <= 15; second++) { // the first look sees the beat of the start
      other.slot().beat(nowMs());
      workAfter(SECOND);
      assertThat(hung.kills()).as("after %d s", second).isEqualTo(second > 11 ? 1 : 0);
    }
    assertThat(supervisor.statuses().get(0).state()).isEqualTo(WorkerStatus.State.DRAINING);
    hung.exitKilled();
    work();
    workAfter(HEAD_START);

    assertThat(downs())
        .singleElement()
        .returns(true, WorkerDown::crashed)
        .extracting(WorkerDown::evidence)
        .asString()
        .contains("no sign of life", "at User.loop");
    assertThat(other.kills()).isZero();
    assertThat(processes.started).hasSize(3);
  }

  @Test
  void aMachineThatSleptHasNoHungWorkers() {
    startAll(1, 0);
    workAfter(SECOND);

    workAfter(Duration.ofHours(8));

    assertThat(processes.last().kills()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {WorkerExit.HEAP_TOO_SMALL, WorkerExit.HEAP_FULL})
  void afterAnOutOfMemoryTheNextWorkerInThePlaceHasTwiceTheHeapUpToTheLimit(int code) {
    HeapSize first = new HeapSize(64L << 20, 200L << 20);
    startAll(LIMITS.with(WorkerSettings.HEAP, first), 1, 1);
    workUntilThereAreSpares();
    FakeWorker spare = processes.last();
    FakeWorker now = processes.started.getFirst();
    List<HeapSize> sizes = new ArrayList<>();
    for (int end = 0; end < 4; end++) {
      sizes.add(now.heap);
      assertThat(supervisor.statuses()).extracting(WorkerStatus::heap).containsExactly(now.heap);
      now.exit(code);
      timeToNextStart();
      now = processes.last();
      now.becomeReady(nowMs());
    }

    assertThat(sizes)
        .containsExactly(
            first,
            new HeapSize(128L << 20, 200L << 20),
            HeapSize.fixed(200L << 20),
            HeapSize.fixed(200L << 20));
    assertThat(spare.isAssigned()).as("it has too little").isFalse();
    assertThat(downs()).hasSize(4).allMatch(WorkerDown::outOfHeap);
  }

  @ParameterizedTest
  @ValueSource(ints = {9, WorkerExit.TASK_OVERRAN, WorkerExit.BROKEN, 137, 134})
  void afterOtherEndsTheNextWorkerHasTheSameHeap(int code) {
    HeapSize first = new HeapSize(64L << 20, 200L << 20);
    startAll(LIMITS.with(WorkerSettings.HEAP, first), 1, 0);

    processes.last().exit(code);
    timeToNextStart();

    assertThat(processes.started).hasSize(2).allMatch(each -> each.heap.equals(first));
    assertThat(downs()).noneMatch(WorkerDown::outOfHeap);
  }

  @Test
  void aSpareIsMadeReadyForAWorkerThatWillSoonBeWornOut() {
    startAll(1, 0);
    FakeWorker worker = processes.last();
    worker.slot().ended(89, 0, 0);
    workAfter(SECOND);
    assertThat(processes.started).hasSize(1);

    worker.slot().ended(0, 1, 0);
    workAfter(SECOND);
    assertThat(processes.last().spare).isTrue();
    worker.exit(WorkerExit.RECYCLED);
    work();

    assertThat(downs()).singleElement().returns(false, WorkerDown::crashed);
    assertThat(processes.last().isAssigned()).isTrue();
    workAfter(SECOND);
    assertThat(processes.started).hasSize(2);
  }

  @Test
  void aWorkerThatHasGrownTooLargeMakesWayForASpare() {
    startAll(1, 0);
    FakeWorker large = processes.last();
    large.ownMemory(MAX_RSS + 1);
    List<FakeWorker> leaving = new ArrayList<>();
    supervisor.onLeaving(() -> leaving.add(large));

    workAfter(SECOND);
    workAfter(SECOND);

    assertThat(leaving).containsExactly(large);

    assertThat(large.drains()).isEqualTo(1);
    assertThat(large.kills()).isZero();
    assertThat(processes.started).hasSize(2);
    assertThat(supervisor.statuses())
        .extracting(WorkerStatus::state)
        .containsExactly(WorkerStatus.State.DRAINING);
    large.exit(WorkerExit.ORDERLY);
    work();
    assertThat(downs())
        .singleElement()
        .returns(false, WorkerDown::crashed)
        .extracting(WorkerDown::evidence)
        .asString()
        .contains("had grown to");
    assertThat(processes.last().isAssigned()).isTrue();
  }

  @Test
  void aWorkerThatDiesWhileItMakesWayHasCrashed() {
    startAll(1, 0);
    FakeWorker large = processes.last();
    large.slot().running(1, 42, nowMs());
    large.ownMemory(MAX_RSS + 1);
    workAfter(SECOND);
    assertThat(large.drains()).isEqualTo(1);

    large.exitKilled();

    assertThat(downs())
        .singleElement()
        .returns(true, WorkerDown::crashed)
        .returns(42L, WorkerDown::runningTask);
  }

  @Test
  void whatOneProcessHasDoneDoesNotExcuseTheEarlyDeathsOfTheNext() {
    startAll(1, 0);
    processes.last().slot().ended(5, 0, 0);
    processes.last().exit(9);
    assertThat(timeToNextStart()).isZero();

    processes.last().exit(9); // before it has the slot
    assertThat(timeToNextStart()).isZero();
    processes.last().exit(9);

    assertThat(timeToNextStart()).isEqualTo(RestartBackoff.FIRST);
    assertThat(downs()).hasSize(1);
  }

  @Test
  void aWorkerThatHasHadNothingToDoForLongIsParked() {
    startAll(IDLE, 2, 0);
    FakeWorker busy = processes.started.get(0);
    FakeWorker idle = processes.started.get(1);
    busy.slot().running(1, 42, nowMs());
    List<FakeWorker> leaving = new ArrayList<>();
    supervisor.onLeaving(() -> leaving.add(idle));

    untilParked(idle);

    assertThat(busy.drains()).isZero();
    assertThat(leaving).as("others hear of it at once").hasSize(1);
    assertThat(state(1)).isEqualTo(WorkerStatus.State.DRAINING);
    idle.exit(WorkerExit.ORDERLY);
    workAfter(RestartBackoff.LONGEST);
    assertThat(downs())
        .singleElement()
        .returns(true, WorkerDown::parked)
        .returns(false, WorkerDown::crashed)
        .returns(idle.incarnation(), WorkerDown::incarnation);
    assertThat(leaving).hasSize(2);
    assertThat(processes.started).as("nobody needs another").hasSize(2);
    assertThat(supervisor.totals().restarts()).isZero();
    assertThat(supervisor.statuses().get(1))
        .returns(WorkerStatus.State.PARKED, WorkerStatus::state)
        .returns(0L, WorkerStatus::incarnation)
        .returns(1, WorkerStatus::number)
        .returns(1, WorkerStatus::slots);
  }

  @Test
  void aWorkerThatRunsATaskNowAndThenIsNotParked() {
    startAll(IDLE, 1, 0);
    FakeWorker worker = processes.last();

    for (int i = 0; i < 100; i++) {
      worker.slot().ended(1, 0, 5);
      worker.slot().beat(nowMs());
      workAfter(SECOND);
    }

    assertThat(worker.drains()).isZero();
  }

  @Test
  void parkedWorkersAreStartedUntilAsManyRunAsAreWanted() {
    startAll(IDLE, 3, 0);
    parkAll();

    supervisor.want(2);
    supervisor.want(1);
    supervisor.want(-7);
    work();

    assertThat(processes.started).hasSize(5);
    assertThat(supervisor.statuses())
        .extracting(WorkerStatus::state)
        .as("room for tasks, all of it")
        .containsExactly(
            WorkerStatus.State.STARTING, WorkerStatus.State.STARTING, WorkerStatus.State.PARKED);
    FakeWorker again = processes.started.get(3);
    assertThat(again.assignment())
        .returns(0, each -> each.number())
        .returns(inbox(0), each -> each.inbox());
    again.becomeReady(nowMs());
    supervisor.want(2);
    work();
    assertThat(processes.started).as("two run, or will").hasSize(5);
    assertThat(state(0)).isEqualTo(WorkerStatus.State.IDLE);
    supervisor.want(1_000);
    work();
    assertThat(processes.started).hasSize(6);
  }

  @Test
  void aWorkerThatIsBeingParkedMakesRoomForAnother() {
    startAll(IDLE, 1, 0);
    FakeWorker first = processes.last();
    untilParked(first);

    supervisor.want(1); // comes before its end, and is repeated while somebody waits
    work();
    first.exit(WorkerExit.ORDERLY);
    supervisor.want(1);
    work();

    assertThat(processes.started).hasSize(2);
    assertThat(processes.last().isAssigned()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {137, 1, WorkerExit.BROKEN})
  void aWorkerThatDiesWhileItIsBeingParkedHasCrashedAndIsReplaced(int code) {
    startAll(IDLE, 1, 0);
    FakeWorker worker = processes.last();
    untilParked(worker);

    worker.exit(code);
    timeToNextStart();

    assertThat(downs())
        .singleElement()
        .returns(false, WorkerDown::parked)
        .returns(true, WorkerDown::crashed);
    assertThat(supervisor.totals().restarts()).isEqualTo(1);
  }

  @Test
  void aTaskThatEndsItsWorkerWhileThatIsBeingParkedIsToBlame() {
    startAll(IDLE, 1, 0);
    FakeWorker worker = processes.last();
    untilParked(worker);

    worker.slot().running(1, 42, nowMs());
    worker.exit(WorkerExit.ORDERLY); // System.exit(0)

    assertThat(downs())
        .singleElement()
        .returns(false, WorkerDown::parked)
        .returns(true, WorkerDown::crashed)
        .returns(42L, WorkerDown::runningTask);
  }

  @Test
  void aWorkerThatHangsWhileItIsBeingParkedIsKilled() {
    startAll(IDLE, 1, 0);
    FakeWorker worker = processes.last();
    untilParked(worker);

    for (int i = 0; i < 15; i++) {
      workAfter(SECOND);
    }

    assertThat(worker.kills()).isEqualTo(1);
  }

  @Test
  void sparesEndWithTheLastWorkerAndAreNotUsedAgain() {
    startAll(IDLE, 1, 1);
    processes.last().slot().running(1, 42, nowMs());
    for (int i = 0; processes.started.size() < 2; i++) {
      assertThat(i).isLessThan(100);
      processes.started.getFirst().slot().beat(nowMs());
      workAfter(SECOND);
    }
    FakeWorker first = processes.started.getFirst();
    FakeWorker spare = processes.last();
    first.slot().running(0, WorkerSnapshot.NO_TASK, 0);
    untilParked(first);
    assertThat(spare.stops()).isZero();

    first.exit(WorkerExit.ORDERLY);
    supervisor.want(1);
    work();

    assertThat(spare.stops()).isEqualTo(1);
    assertThat(spare.isAssigned()).isFalse();
    assertThat(processes.started).hasSize(3);
    supervisor.stop();
    processes.last().exit(WorkerExit.ORDERLY);
    assertThat(supervisor.allEnded()).as("the spare lives").isNotDone();
    spare.exit(WorkerExit.ORDERLY);
    assertThat(supervisor.allEnded()).isCompleted();
  }

  @Test
  void aHostWhoseWorkersAreParkedEndsAtOnce() {
    startAll(IDLE, 2, 0);
    parkAll();

    supervisor.drain(SECOND);
    supervisor.want(2);
    work();

    assertThat(supervisor.allEnded()).isCompleted();
    assertThat(processes.started).hasSize(2);
    assertThat(supervisor.statuses()).isEmpty();
  }

  private void parkAll() {
    for (FakeWorker worker : List.copyOf(processes.started)) {
      untilParked(worker);
      worker.exit(WorkerExit.ORDERLY);
    }
  }

  /** Lets time pass until a worker is told to end. */
  private void untilParked(FakeWorker worker) {
    for (int i = 0; worker.drains() == 0; i++) {
      assertThat(i).isLessThan(100);
      placed().forEach(each -> each.slot().beat(nowMs()));
      workAfter(SECOND);
    }
  }

  private WorkerStatus.State state(int place) {
    return supervisor.statuses().get(place).state();
  }

  @Test
  void drainingTellsAllWorkersAndReplacesNone() {
    startAll(2, 1);
    workUntilThereAreSpares();

    supervisor.drain(SECOND);

    assertThat(placed()).allMatch(worker -> worker.drains() == 1 && worker.stops() == 0);
    assertThat(processes.last()).returns(1, FakeWorker::stops).returns(0, FakeWorker::drains);
    assertThat(supervisor.statuses())
        .extracting(WorkerStatus::state)
        .containsOnly(WorkerStatus.State.DRAINING);
    endsWithoutReplacement();
  }

  @Test
  void stoppingTellsAllWorkersAndReplacesNone() {
    startAll(2, 1);
    workAfter(SECOND);

    supervisor.stop();

    assertThat(processes.started).allMatch(worker -> worker.stops() == 1 && worker.drains() == 0);
    endsWithoutReplacement();
  }

  @Test
  void killingEndsSparesToo() {
    startAll(1, 1);
    workUntilThereAreSpares();
    assertThat(processes.started).hasSize(2);

    supervisor.kill();

    assertThat(processes.started).allMatch(worker -> worker.kills() == 1);
  }

  @Test
  void stoppingBeforeAnythingWasStartedIsOverAtOnce() {
    supervisor = supervisor(2, 0);

    supervisor.stop();
    work();

    assertThat(supervisor.allEnded()).isCompleted();
    assertThat(processes.started).isEmpty();
  }

  /** Whatever happens in whatever order, as a seed decides. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void eachUpIsFollowedByOneDownAndNoPlaceStaysVacant(long seed) {
    Random random = new Random(seed);
    startAll(3, 1);
    Set<FakeWorker> ended = new HashSet<>();

    for (int step = 0; step < 2_000; step++) {
      List<FakeWorker> alive =
          processes.started.stream().filter(worker -> !ended.contains(worker)).toList();
      if (!alive.isEmpty()) {
        FakeWorker worker = alive.get(random.nextInt(alive.size()));
        if (worker.kills() > 0 || random.nextInt(20) == 0) {
          ended.add(worker);
          worker.exit(random.nextInt(3) == 0 ? WorkerExit.RECYCLED : 9);
        } else if (worker.isAssigned() && !isUp(worker)) {
          if (random.nextInt(5) == 0) {
            ended.add(worker);
            worker.failToStart("bad luck");
          } else {
            worker.becomeReady(nowMs());
          }
        } else if (isUp(worker)) {
          worker.slot().beat(nowMs());
          worker.slot().ended(random.nextInt(3), 0, 0);
          worker.ownMemory(random.nextInt(50) == 0 ? MAX_RSS + 1 : 0);
        }
      }
      workAfter(Duration.ofMillis(random.nextInt(500)));
    }

    List<Long> down = downs().stream().map(WorkerDown::incarnation).toList();
    List<Long> up = ups().stream().map(WorkerStatus::incarnation).toList();
    List<Long> there = supervisor.statuses().stream().map(WorkerStatus::incarnation).toList();
    assertThat(up).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    assertThat(down).doesNotHaveDuplicates().doesNotContainAnyElementsOf(there);
    assertThat(up).containsAll(down).hasSize(down.size() + there.size());
    workAfter(RestartBackoff.LONGEST);
    assertThat(
            processes.started.stream()
                .filter(worker -> !ended.contains(worker) && worker.isAssigned())
                .map(worker -> worker.assignment().number()))
        .containsExactlyInAnyOrder(0, 1, 2);
  }

  private boolean isUp(FakeWorker worker) {
    return worker.isAssigned()
        && ups().stream().anyMatch(up -> up.incarnation() == worker.incarnation());
  }

  private void endsWithoutReplacement() {
    List<FakeWorker> all = List.copyOf(processes.started);
    for (FakeWorker worker : all) {
      assertThat(supervisor.allEnded()).isNotDone();
      worker.exit(WorkerExit.ORDERLY);
      workAfter(RestartBackoff.LONGEST);
    }
    assertThat(supervisor.allEnded()).isCompleted();
    assertThat(processes.started).hasSameSizeAs(all);
    assertThat(downs()).isEmpty();
    assertThat(supervisor.statuses()).isEmpty();
  }

  private List<FakeWorker> placed() {
    return processes.started.stream().filter(FakeWorker::isAssigned).toList();
  }

  private List<WorkerStatus> ups() {
    return events.stream()
        .filter(WorkerUp.class::isInstance)
        .map(event -> ((WorkerUp) event).worker())
        .toList();
  }

  private List<WorkerDown> downs() {
    return events.stream()
        .filter(WorkerDown.class::isInstance)
        .map(WorkerDown.class::cast)
        .toList();
  }

  private void startAll(int workers, int spares) {
    startAll(LIMITS, workers, spares);
  }

  private void startAll(Settings settings, int workers, int spares) {
    supervisor = supervisor(settings, workers, spares);
    work();
    supervisor.connect(KAFKA);
    supervisor.assign(IntStream.range(0, workers).mapToObj(WorkerSupervisorTest::inbox).toList());
    List.copyOf(processes.started).forEach(worker -> worker.becomeReady(nowMs()));
    assertThat(supervisor.allUp()).isCompleted();
  }

  private void workUntilThereAreSpares() {
    workAfter(SECOND);
    workAfter(SpareWorkers.AFTER);
  }

  private long work() {
    long dueNs = supervisor.doWork(clock.nanoTime());
    assertThat(dueNs).isPositive().isNotEqualTo(Role.NOTHING_DUE);
    return dueNs;
  }

  private long workAfter(Duration time) {
    clock.advance(time);
    return work();
  }

  /** How long the supervisor waits until it starts another process. */
  private Duration timeToNextStart() {
    long beginNs = clock.nanoTime();
    int before = processes.started.size();
    long dueNs = work();
    while (processes.started.size() == before) {
      dueNs = workAfter(Duration.ofNanos(dueNs));
    }
    return Duration.ofNanos(clock.nanoTime() - beginNs);
  }

  private static Address inbox(int partition) {
    return new Address.OnLog(partition);
  }

  private long nowMs() {
    return clock.epochMillis();
  }

  private WorkerSupervisor supervisor(int workers, int spares) {
    return supervisor(LIMITS, workers, spares);
  }

  private WorkerSupervisor supervisor(Settings settings, int workers, int spares) {
    state = new InMemoryHostState(workers);
    processes = new FakeWorkerProcesses(state);
    AgentConfig config =
        new AgentConfig(
            settings.with(WorkerSettings.WORKERS, workers).with(WorkerSettings.SPARES, spares));
    return new WorkerSupervisor(
        HOST,
        config,
        processes,
        new Evidence(_ -> "", OptionalLong::empty),
        state,
        new HostEvents(HOST, "host", events::add),
        clock,
        new Random(1));
  }
}
