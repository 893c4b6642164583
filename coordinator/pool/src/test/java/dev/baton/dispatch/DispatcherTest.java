package dev.baton.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.baton.Handoff;
import dev.baton.LossCause;
import dev.baton.codec.Items;
import dev.baton.codec.ItemsBuilder;
import dev.baton.config.HeapSize;
import dev.baton.config.PoolSettings;
import dev.baton.ledger.Backoff;
import dev.baton.ledger.Delivery;
import dev.baton.ledger.EncodedFunction;
import dev.baton.ledger.Ledger;
import dev.baton.ledger.LedgerLimits;
import dev.baton.ledger.Outcome;
import dev.baton.ledger.Placement;
import dev.baton.ledger.RetryRule;
import dev.baton.ledger.TaskSpec;
import dev.baton.role.Role;
import dev.baton.wire.Address;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Attempts;
import dev.baton.wire.Cancel;
import dev.baton.wire.Forget;
import dev.baton.wire.Payload;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.Recall;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import dev.baton.wire.TaskBatch;
import dev.baton.wire.WorkersWanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DispatcherTest {

  private static final long COORDINATOR = 7;
  private static final byte[] INITIALIZER = {1, 2, 3};
  private static final Duration UNBALANCED = Duration.ofMillis(20);
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofSeconds(2);
  private static final long FIRST = 1;
  private static final long SECOND = 2;

  private final FakeClock clock = new FakeClock();
  private final SentRecords sent = new SentRecords();
  private final Roster roster = new Roster(clock, 1, PoolSettings.LINGER.initial());
  private final Pace pace = new Pace(PoolSettings.LINGER.initial());
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<WorkersWanted> wanted = new ArrayList<>();
  private Ledger ledger = ledger(false);
  private Dispatcher dispatcher = dispatcher();
  private int wakes;
  private int wakesForMore;

  @Test
  void aLoneTaskIsSentAtOnceToAWorkerThatHasNothingToDo() {
    add(FIRST, 1);
    submit(1);

    assertThat(doWork()).isEqualTo(Role.NOTHING_DUE);

    assertThat(sent.takeBatches())
        .singleElement()
        .returns(COORDINATOR, TaskBatch::coordinator)
        .returns(FIRST, TaskBatch::incarnation)
        .extracting(batch -> ids(List.of(batch)))
        .isEqualTo(List.of(0L));
  }

  @Test
  void aTaskThatIsAddedIsDispatchedAtOnceIfAWorkerIsIdle() {
    add(FIRST, 1);
    doWork();

    submit(1);
    dispatcher.added();

    assertThat(wakes).isEqualTo(1);
    assertThat(wakesForMore).isZero();
  }

  @Test
  void aTaskThatIsAddedIsGatheredWithOthersIfAWorkerCanHaveItInAdvance() {
    add(FIRST, 1);
    tasksTake(SHORT);
    submit(1);
    doWork();

    submit(1);
    dispatcher.added();

    assertThat(wakes).isZero();
    assertThat(wakesForMore).isEqualTo(1);
  }

  @Test
  void aTaskThatIsAddedWakesNobodyIfNoWorkerHasRoom() {
    add(FIRST, 1);
    tasksTake(LONG);
    submit(2);
    doWork();

    submit(1);
    dispatcher.added();

    assertThat(wakes).isZero();
    assertThat(wakesForMore).isZero();
  }

  @Test
  void tasksWaitUntilThereIsAWorker() {
    submit(2);
    doWork();
    assertThat(sent.take()).isEmpty();

    add(FIRST, 1);
    doWork();

    assertThat(sent.takeBatches()).hasSize(1);
  }

  @Test
  void shortTasksTravelInBatchesWithAnotherInAdvanceAndNoMore() {
    add(FIRST, 1);
    tasksTake(SHORT);
    submit(100);

    doWork();

    List<TaskBatch> batches = sent.takeBatches();
    assertThat(batches).extracting(DispatcherTest::count).containsExactly(15, 15);
    doWork();
    assertThat(sent.take()).as("without an answer there is no more credit").isEmpty();

    answer(FIRST, Status.DONE, batches.getFirst().tasks());
    doWork();
    assertThat(sent.takeBatches()).extracting(DispatcherTest::count).containsExactly(15);
  }

  @Test
  void shortTasksThatAreAlikeAreChunksOnTheirWay() {
    add(FIRST, 1);
    tasksTake(SHORT);
    submit(30);

    doWork();

    TaskBatch batch = sent.takeBatches().getFirst();
    assertThat(batch.tasks())
        .extracting(entry -> entry.attempts().from(), entry -> entry.attempts().items())
        .containsExactly(tuple(0L, 7), tuple(7L, 7), tuple(14L, 1));
    Items items = new Items(batch.tasks().getFirst().payload().bytes());
    items.goTo(6);
    assertThat(items.isLast()).isTrue();
  }

  @Test
  void tasksThatDifferTravelAlone() {
    add(FIRST, 1);
    tasksTake(SHORT);
    EncodedFunction function = new EncodedFunction(Payload.inline(new byte[1]), () -> {});
    submit(spec(null, new byte[1]));
    submit(spec(function, new byte[1]));
    submit(spec(function, new byte[ChunkLimits.LARGEST_ITEM + 1]));
    submit(spec(function, new byte[] {Items.VERSION, 0, 0, 0, 0}));
    submit(spec(function, new byte[1]));

    doWork();

    assertThat(sent.takeBatches())
        .flatExtracting(TaskBatch::tasks)
        .hasSize(5)
        .allMatch(entry -> entry.attempts().items() == 1);
  }

  @Test
  void whereSeveralTasksRunAtATimeEachTravelsAlone() {
    add(FIRST, 2);
    tasksTake(SHORT);
    submit(20);

    doWork();

    assertThat(sent.takeBatches())
        .flatExtracting(TaskBatch::tasks)
        .hasSize(20)
        .allMatch(entry -> entry.attempts().items() == 1);
  }

  @Test
  void whatIsLostOfAChunkOnItsWayIsSentAgain() {
    add(FIRST, 1);
    tasksTake(SHORT);
    submit(7);
    doWork();
    sent.takeBatches();

    ledger.lost(roster.remove(FIRST), id -> id == 3, LossCause.CRASHED, "killed");
    add(SECOND, 1);
    doWork();

    assertThat(sent.takeBatches())
        .flatExtracting(TaskBatch::tasks)
        .extracting(entry -> entry.attempts().from(), entry -> entry.attempts().items())
        .as("the suspect is sent alone")
        .contains(tuple(3L, 1));
    assertThat(ledger.counts().retried()).isEqualTo(7);
  }

  @Test
  void longTasksAreNotSentInAdvance() {
    add(FIRST, 2);
    tasksTake(LONG);
    submit(5);

    doWork();

    assertThat(ids(sent.takeBatches())).containsExactly(0L, 1L);
    answer(FIRST, Status.DONE, attempt(0));
    doWork();
    assertThat(ids(sent.takeBatches())).containsExactly(2L);
  }

  @Test
  void aBatchIsNoLargerThanARecordButALargeTaskTravelsAlone() {
    add(FIRST, 1);
    tasksTake(SHORT);
    submit(spec(null, new byte[600_000]));
    submit(spec(null, new byte[600_000]));
    submit(10);

    doWork();

    assertThat(sent.takeBatches()).extracting(batch -> batch.tasks().size()).startsWith(1);
  }

  @Test
  void aFunctionThatTasksShareTravelsOnceWithABatch() {
    add(FIRST, 4);
    EncodedFunction one = new EncodedFunction(Payload.inline(new byte[] {1}), () -> {});
    EncodedFunction other = new EncodedFunction(Payload.inline(new byte[] {2}), () -> {});
    tasksTake(SHORT);
    for (EncodedFunction function : new EncodedFunction[] {one, other, one, null}) {
      submit(spec(function, new byte[1]));
    }
    submit(100); // so that these are within a fair share

    doWork();

    TaskBatch batch = sent.takeBatches().getFirst();
    assertThat(batch.functions()).hasSize(2);
    assertThat(batch.tasks())
        .extracting(TaskBatch.Entry::function)
        .startsWith(0, 1, 0, TaskBatch.Entry.CALL);
  }

  @Test
  void theInitializerTravelsWithAWorkersFirstBatchOnly() {
    add(FIRST, 1);
    submit(3);
    doWork();
    answer(FIRST, Status.DONE, attempt(0));
    doWork();
    add(SECOND, 1);
    doWork();

    assertThat(sent.takeBatches())
        .extracting(TaskBatch::initializer)
        .containsExactly(INITIALIZER, new byte[0], INITIALIZER);
  }

  @Test
  void aTaskThatMayHaveCostAWorkerHasTheNextOneForItself() {
    add(FIRST, 1);
    submit(1);
    doWork();
    sent.take();
    var _ = roster.remove(FIRST);
    ledger.lost(List.of(Attempts.of(attempt(0))), _ -> true, LossCause.CRASHED, "killed");
    submit(5);
    add(SECOND, 4);
    tasksTake(SHORT);

    doWork();
    doWork();

    assertThat(ids(sent.takeBatches())).as("nothing beside it").containsExactly(0L);
    answer(SECOND, Status.DONE, new AttemptId(0, 2));
    doWork();
    assertThat(ids(sent.takeBatches())).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void aTaskThatMayHaveCostAWorkerWaitsForOneThatHasNothingElseToDo() {
    add(FIRST, 1);
    submit(1);
    doWork();
    var _ = roster.remove(FIRST);
    add(SECOND, 4);
    submit(1);
    doWork();
    sent.take();
    ledger.lost(List.of(Attempts.of(attempt(0))), _ -> true, LossCause.CRASHED, "killed");

    doWork();
    assertThat(sent.take()).isEmpty();
    answer(SECOND, Status.DONE, attempt(1));
    doWork();

    assertThat(ids(sent.takeBatches())).containsExactly(0L);
  }

  @Test
  void aCancelIsSentAfterTheBatchThatItIsAbout() {
    add(FIRST, 1);
    submit(1);
    doWork();

    dispatcher.cancel(placement(0), true);
    assertThat(wakes).isEqualTo(1);
    assertThat(sent.take()).as("by the role's own thread only").hasSize(1);
    doWork();

    assertThat(sent.take())
        .containsExactly(new Cancel(COORDINATOR, FIRST, true, List.of(Attempts.of(attempt(0)))));
  }

  @Test
  void aCancelThatComesWithTheEndIsStillSent() {
    add(FIRST, 1);
    submit(1);
    doWork();
    sent.take();
    dispatcher.cancel(placement(0), false);

    dispatcher.onStop();

    assertThat(sent.take())
        .containsExactly(
            new Cancel(COORDINATOR, FIRST, false, List.of(Attempts.of(attempt(0)))),
            new Forget(COORDINATOR, FIRST));
  }

  @Test
  void whoWasSentNothingHasNothingToForget() {
    add(FIRST, 1);

    dispatcher.onStop();

    assertThat(sent.take()).isEmpty();
  }

  @Test
  void nobodyIsToldToCancelWhatAWorkerHadThatIsGone() {
    dispatcher.cancel(placement(0), true);

    doWork();

    assertThat(sent.take()).isEmpty();
  }

  @Test
  void whatWaitsBehindALongTaskIsCalledBackForAnIdleWorkerNowAndThen() {
    add(FIRST, 1);
    tasksTake(SHORT);
    submit(9);
    doWork();
    sent.take();
    add(SECOND, 1);

    assertThat(doWork()).as("it is looked at again soon").isEqualTo(UNBALANCED.toNanos());
    assertThat(sent.take()).as("the worker may be done at once").isEmpty();

    clock.advance(Duration.ofMillis(101));
    doWork();
    assertThat(sent.take()).containsExactly(new Recall(COORDINATOR, FIRST, 4));
    clock.advance(Duration.ofMillis(99));
    doWork();
    assertThat(sent.take()).as("ten times a second at the most").isEmpty();
    clock.advance(Duration.ofMillis(2));
    doWork();
    assertThat(sent.take()).hasSize(1);
  }

  @Test
  void nothingIsCalledBackWhileNoWorkerIdles() {
    add(FIRST, 1);
    add(SECOND, 1);
    tasksTake(SHORT);
    submit(20);
    doWork();
    sent.take();
    clock.advance(Duration.ofSeconds(10));

    assertThat(doWork()).isEqualTo(Role.NOTHING_DUE);

    assertThat(sent.take()).isEmpty();
  }

  @Test
  void whatIsHandedBackGoesToTheIdleWorker() {
    add(FIRST, 1);
    tasksTake(SHORT);
    submit(2);
    doWork();
    sent.take();
    add(SECOND, 1);

    answer(FIRST, Status.RETURNED, attempt(1));
    doWork();

    assertThat(sent.takeBatches())
        .singleElement()
        .returns(SECOND, TaskBatch::incarnation)
        .extracting(batch -> batch.tasks().getFirst().attempt())
        .isEqualTo(new AttemptId(1, 2));
  }

  @Test
  void anIdleWorkerGetsACopyOfATaskThatTakesFarLongerThanTheOthers() {
    ledger = ledger(true);
    dispatcher = dispatcher();
    add(FIRST, 20);
    submit(20);
    doWork();
    List<TaskBatch.Entry> all =
        sent.takeBatches().stream().flatMap(batch -> batch.tasks().stream()).toList();
    answer(FIRST, Status.DONE, all.subList(0, 19));
    add(SECOND, 1);

    assertThat(doWork()).isEqualTo(UNBALANCED.toNanos());
    assertThat(sent.take()).isEmpty();
    clock.advance(Duration.ofMillis(101));
    doWork();
    doWork();

    assertThat(sent.takeBatches())
        .singleElement()
        .returns(SECOND, TaskBatch::incarnation)
        .extracting(batch -> batch.tasks().getFirst().attempt())
        .isEqualTo(new AttemptId(all.getLast().attempt().taskId(), 2));
  }

  @Test
  void aTaskThatIsTriedAgainIsDueAfterItsPause() {
    Duration pause = Duration.ofSeconds(1);
    RetryRule rule = new RetryRule(1, new Backoff(pause, pause), _ -> true);
    add(FIRST, 1);
    submit(
        new TaskSpec(
            null,
            Payload.inline(new byte[1]),
            Handoff.AUTO,
            0,
            rule,
            (_, _, outcome) -> outcomes.add(outcome)));
    doWork();
    sent.take();
    answer(FIRST, Status.FAILED, attempt(0));

    long dueNs = doWork();
    assertThat(dueNs).isBetween(pause.toNanos() / 2, pause.toNanos());
    assertThat(sent.take()).isEmpty();
    clock.advance(Duration.ofNanos(dueNs - 1));
    assertThat(doWork()).isEqualTo(1);
    clock.advance(Duration.ofNanos(1));
    doWork();

    assertThat(sent.takeBatches())
        .singleElement()
        .extracting(batch -> batch.tasks().getFirst().attempt())
        .isEqualTo(new AttemptId(0, 2));
  }

  @Test
  void aWorkerThatEndsInOrderGetsNothingMore() {
    add(FIRST, 1);
    roster.retire(FIRST);
    submit(1);

    doWork();

    assertThat(sent.take()).isEmpty();
  }

  private Ledger ledger(boolean speculate) {
    return new Ledger(
        clock::nanoTime,
        new Random(1),
        new LedgerLimits(3, speculate),
        (_, giveUp) -> giveUp.run());
  }

  private Dispatcher dispatcher() {
    BatchHeader header =
        new BatchHeader(
            COORDINATOR,
            "job",
            _ -> new Address.OnLog(0),
            () -> 0,
            false,
            PoolSettings.LINGER.initial(),
            PoolSettings.FULL_WEIGHT,
            INITIALIZER,
            _ -> List.of());
    return new Dispatcher(
        header,
        ledger,
        roster,
        pace,
        new HostHealth(roster, clock, _ -> {}),
        DataPlacement.ONE_HOST,
        sent::toWorker,
        PayloadLimit.ofRecords(1 << 20),
        clock,
        wanted::add,
        () -> wakes++,
        () -> wakesForMore++);
  }

  private long doWork() {
    return dispatcher.doWork(clock.nanoTime());
  }

  private void add(long incarnation, int slots) {
    roster.add(
        new KnownWorker(
            9,
            "host/" + incarnation,
            incarnation,
            new Address.OnLog(1),
            slots,
            4711,
            HeapSize.AUTO));
  }

  /** What is known of the tasks that came before. */
  private void tasksTake(Duration time) {
    pace.record(1, time.toNanos());
  }

  private void submit(int tasks) {
    for (int i = 0; i < tasks; i++) {
      submit(spec(null, new byte[1]));
    }
  }

  private void submit(TaskSpec spec) {
    var _ = ledger.add(spec);
  }

  private TaskSpec spec(@Nullable EncodedFunction function, byte[] payload) {
    return new TaskSpec(
        function,
        Payload.inline(payload),
        Handoff.AUTO,
        0,
        RetryRule.NEVER,
        (_, _, outcome) -> outcomes.add(outcome));
  }

  private void answer(long incarnation, Status status, List<TaskBatch.Entry> tasks) {
    for (TaskBatch.Entry task : tasks) {
      ItemsBuilder results = new ItemsBuilder();
      for (int item = 0; item < task.attempts().items(); item++) {
        results.add(new byte[1], 1, List.of(), new byte[0]);
      }
      answer(
          incarnation,
          new ResultBatch.Entry(
              task.attempts(),
              task.attempts(),
              status,
              ResultBatch.Times.NONE,
              Payload.inline(results.take()),
              ResultBatch.Entry.NO_BLOBS));
    }
  }

  private void answer(long incarnation, Status status, AttemptId... attempts) {
    for (AttemptId attempt : attempts) {
      ResultBatch.Entry result =
          new ResultBatch.Entry(
              attempt,
              status,
              ResultBatch.Times.NONE,
              Payload.inline(new byte[1]),
              ResultBatch.Entry.NO_BLOBS);
      answer(incarnation, result);
    }
  }

  private void answer(long incarnation, ResultBatch.Entry result) {
    roster.answered(incarnation, List.of(result), 0, 0);
    var _ = ledger.accept(result, Delivery.inline(1));
  }

  private static Placement placement(long task) {
    return new Placement(FIRST, attempt(task));
  }

  private static AttemptId attempt(long task) {
    return new AttemptId(task, 1);
  }

  private static int count(TaskBatch batch) {
    return batch.tasks().stream().mapToInt(entry -> entry.attempts().items()).sum();
  }

  private static List<Long> ids(List<TaskBatch> batches) {
    return batches.stream()
        .flatMap(batch -> batch.tasks().stream())
        .flatMapToLong(task -> LongStream.range(task.attempts().from(), task.attempts().to()))
        .boxed()
        .toList();
  }
}
