package dev.baton.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.EnvironmentException;
import dev.baton.Handoff;
import dev.baton.config.HeapSize;
import dev.baton.config.PoolSettings;
import dev.baton.ledger.Ledger;
import dev.baton.ledger.LedgerLimits;
import dev.baton.ledger.Outcome;
import dev.baton.ledger.RetryRule;
import dev.baton.ledger.Taker;
import dev.baton.ledger.TaskSpec;
import dev.baton.store.area.BlobRef;
import dev.baton.wire.Address;
import dev.baton.wire.CopyReport;
import dev.baton.wire.Payload;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.TaskBatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tasks go where their data is; it is brought to others only if they have nothing else to do. */
class DataPlacementTest {

  private static final long HERE = 10;
  private static final long ELSEWHERE = 20;
  private static final BlobRef BLOB = new BlobRef(1, 2, 16, 64, 100, 1);

  private final FakeClock clock = new FakeClock();
  private final SentRecords sent = new SentRecords();
  private final Roster roster = new Roster(clock, 7, PoolSettings.LINGER.initial());
  private final List<Outcome> outcomes = new ArrayList<>();
  private final Placement placement = new Placement();
  private final Ledger ledger =
      new Ledger(
          clock::nanoTime, new Random(1), new LedgerLimits(3, true), (_, giveUp) -> giveUp.run());
  private final Dispatcher dispatcher =
      new Dispatcher(
          new BatchHeader(
              7,
              "job",
              _ -> new Address.OnLog(0),
              () -> 0,
              false,
              PoolSettings.LINGER.initial(),
              PoolSettings.FULL_WEIGHT,
              new byte[0],
              _ -> List.of()),
          ledger,
          roster,
          new Pace(PoolSettings.LINGER.initial()),
          new HostHealth(roster, clock, _ -> {}),
          placement,
          sent::toWorker,
          PayloadLimit.ofRecords(1 << 20),
          clock,
          _ -> {},
          () -> {},
          () -> {});

  @Test
  void aTaskGoesToTheHostThatHasItsData() {
    placement.held.add(HERE);
    worker(1, ELSEWHERE);
    worker(2, HERE);

    submit(BLOB);
    doWork();

    assertThat(sent.takeBatches()).extracting(TaskBatch::incarnation).containsExactly(2L);
    assertThat(placement.brought).as("nobody waits").isEmpty();
  }

  @Test
  void dataIsBroughtToAHostWithRoomForWhatNobodyElseTakes() {
    placement.held.add(HERE);
    worker(1, ELSEWHERE);
    worker(2, HERE);

    submit(BLOB);
    submit(BLOB);
    doWork();

    assertThat(sent.takeBatches()).extracting(TaskBatch::incarnation).containsExactly(2L);
    assertThat(placement.brought).containsExactly(ELSEWHERE);

    placement.held.add(ELSEWHERE);
    doWork();

    assertThat(sent.takeBatches()).extracting(TaskBatch::incarnation).containsExactly(1L);
  }

  @Test
  void dataIsBroughtToAHostWhoseWorkersHaveSmallerHeapsAsWell() {
    placement.held.add(HERE);
    worker(1, ELSEWHERE);
    roster.add(
        new KnownWorker(
            HERE, "host/2", 2, new Address.OnLog(1), 1, 4711, HeapSize.fixed(4L << 30)));

    submit(BLOB);
    submit(BLOB);
    doWork();

    assertThat(placement.brought).containsExactly(ELSEWHERE);
  }

  @Test
  void aWorkerIsNotIdleBecauseOfTasksWhoseDataIsElsewhere() {
    worker(1, ELSEWHERE);

    for (int i = 0; i < 10; i++) {
      submit(BLOB);
    }
    submit(null);
    doWork();

    assertThat(sent.takeBatches())
        .singleElement()
        .extracting(batch -> batch.tasks().getFirst().attempt().taskId())
        .isEqualTo(10L);
  }

  @Test
  void aTaskWhoseDataNoHostCanHaveFailsWithTheReason() {
    worker(1, ELSEWHERE);
    placement.obstacle = new EnvironmentException("no room");

    submit(BLOB);
    doWork();

    assertThat(outcomes).singleElement().isEqualTo(new Outcome.GivenUp(placement.obstacle));
    assertThat(ledger.counts().open()).isZero();
  }

  @Test
  void noCopyOfASlowTaskGoesWhereItsDataIsNot() {
    placement.held.add(HERE);
    worker(1, HERE);
    worker(2, ELSEWHERE);
    for (int i = 0; i < 20; i++) {
      submit(null);
    }
    submit(BLOB);

    doWork();

    assertThat(sent.takeBatches()).extracting(TaskBatch::incarnation).contains(1L, 2L);
    assertThat(
            ledger.takeStraggler(
                new Taker(
                    ELSEWHERE, 2, true, HeapSize.AUTO, task -> placement.isAt(ELSEWHERE, task))))
        .isNull();
  }

  private void doWork() {
    var _ = dispatcher.doWork(clock.nanoTime());
  }

  private void worker(long incarnation, long host) {
    roster.add(
        new KnownWorker(
            host,
            "host/" + incarnation,
            incarnation,
            new Address.OnLog(1),
            1,
            4711,
            HeapSize.AUTO));
  }

  private void submit(@Nullable BlobRef data) {
    var _ =
        ledger.add(
            new TaskSpec(
                1,
                null,
                Payload.inline(new byte[1]),
                data == null ? Set.of() : Set.of(data),
                Handoff.AUTO,
                0,
                RetryRule.NEVER,
                0,
                (_, _, outcome) -> outcomes.add(outcome)));
  }

  private static final class Placement implements DataPlacement {

    private final Set<Long> held = new HashSet<>();
    private final Set<Long> brought = new HashSet<>();
    private @Nullable RuntimeException obstacle;

    @Override
    public boolean isAt(long host, TaskSpec task) {
      return !task.needsData() || held.contains(host);
    }

    @Override
    public void bring(long host, TaskSpec task) {
      if (task.needsData()) {
        brought.add(host);
      }
    }

    @Override
    public @Nullable RuntimeException obstacle(Collection<Long> hosts, TaskSpec task) {
      return task.needsData() ? obstacle : null;
    }

    @Override
    public void accept(CopyReport report) {}
  }
}
