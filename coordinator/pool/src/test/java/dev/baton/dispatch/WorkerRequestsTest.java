package dev.baton.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.HeapSize;
import dev.baton.config.PoolSettings;
import dev.baton.ledger.Ledger;
import dev.baton.ledger.LedgerLimits;
import dev.baton.role.Role;
import dev.baton.wire.Address;
import dev.baton.wire.WorkersWanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WorkerRequestsTest {

  private static final long COORDINATOR = 7;
  private static final long HOST = 9;
  private static final long OTHER = 10;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeClock clock = new FakeClock();
  private final Roster roster = new Roster(clock, COORDINATOR, PoolSettings.LINGER.initial());
  private final Ledger ledger =
      new Ledger(
          clock::nanoTime, new Random(1), new LedgerLimits(3, false), (_, giveUp) -> giveUp.run());
  private final List<WorkersWanted> sent = new ArrayList<>();
  private final WorkerRequests requests = new WorkerRequests(ledger, roster, sent::add);

  @Test
  void nothingIsAskedForWithoutTasksOrWithoutParkedWorkers() {
    Dispatching.add(ledger, 5);
    assertThat(work()).isEqualTo(Role.NOTHING_DUE);
    roster.parked(HOST, 2, 0, 1);
    ledger.cancelAll();
    assertThat(work()).isEqualTo(Role.NOTHING_DUE);

    assertThat(sent).isEmpty();
  }

  @Test
  void ifNoneIsUpAsManyAreAskedForAsThereAreTasksAtOnce() {
    roster.parked(HOST, 5, 0, 2);
    Dispatching.add(ledger, 3);
    work();
    assertThat(wanted(HOST)).containsExactly(2);

    Dispatching.add(ledger, 3);
    work();
    assertThat(wanted(HOST)).containsExactly(2, 3);
    Dispatching.add(ledger, 100);
    work();
    assertThat(wanted(HOST)).containsExactly(2, 3, 5);
  }

  @Test
  void aRequestIsRepeatedOnceASecondWhileItIsNotSeenToBeMet() {
    roster.parked(HOST, 2, 0, 1);
    Dispatching.add(ledger, 1);

    for (int i = 0; i < 30; i++) {
      work();
      clock.advance(Duration.ofMillis(100));
    }

    assertThat(wanted(HOST)).containsExactly(1, 1, 1);
  }

  @Test
  void whatIsStartingIsNotAskedForAgainElsewhere() {
    roster.parked(HOST, 1, 0, 1);
    roster.parked(OTHER, 4, 0, 1);
    Dispatching.add(ledger, 2);
    work();
    assertThat(sent).hasSize(2);

    roster.parked(HOST, 1, 1, 1);
    roster.parked(OTHER, 4, 1, 1);
    clock.advance(SECOND);
    work();

    assertThat(wanted(HOST)).containsOnly(1);
    assertThat(wanted(OTHER)).containsOnly(1);
  }

  @Test
  void whileWorkersAreUpTasksThatWaitForAMomentStartNone() {
    up(1, HOST);
    roster.parked(HOST, 1, 0, 1);
    Dispatching.add(ledger, 3);

    assertThat(work()).isEqualTo(WorkerRequests.PATIENCE.toNanos());
    assertThat(sent).isEmpty();
    clock.advance(WorkerRequests.PATIENCE);
    work();

    assertThat(wanted(HOST)).containsExactly(2);
  }

  @Test
  void theirPatienceBeginsAnewWithTheNextTasks() {
    up(1, HOST);
    roster.parked(HOST, 1, 0, 1);
    Dispatching.add(ledger, 3);
    work();
    ledger.cancelAll();
    clock.advance(WorkerRequests.PATIENCE);
    work();
    Dispatching.add(ledger, 3);

    assertThat(work()).isEqualTo(WorkerRequests.PATIENCE.toNanos());
    assertThat(sent).isEmpty();
  }

  @Test
  void aTaskThatNoIdleWorkerTakesHasEachHostStartOne() {
    up(1, HOST);
    roster.parked(OTHER, 3, 0, 1);
    Dispatching.add(ledger, 1); // as if it could not run at the worker that is up

    work();
    clock.advance(WorkerRequests.PATIENCE);
    work();

    assertThat(wanted(OTHER)).containsExactly(1);
  }

  @Test
  void aHostThatIsExcludedOrClosedIsNotAsked() {
    roster.parked(HOST, 1, 0, 1);
    roster.parked(OTHER, 1, 0, 1);
    roster.exclude(HOST);
    roster.admit(host -> host != OTHER);
    Dispatching.add(ledger, 5);
    work();
    assertThat(sent).isEmpty();

    roster.admit(HostGate.OPEN);
    work();
    assertThat(wanted(OTHER)).containsExactly(1);
    assertThat(wanted(HOST)).isEmpty();
  }

  @Test
  void aHostThatDoesNotStartOneInTimeIsNotCountedOn() {
    roster.parked(HOST, 1, 0, 1);
    Dispatching.add(ledger, 1);
    work();
    roster.parked(OTHER, 1, 0, 1);
    work();
    assertThat(wanted(OTHER)).isEmpty();

    clock.advance(Duration.ofSeconds(11));
    roster.parked(HOST, 0, 0, 0);
    work();

    assertThat(wanted(OTHER)).containsExactly(1);
  }

  private long work() {
    return requests.doWork(clock.nanoTime());
  }

  private List<Integer> wanted(long host) {
    assertThat(sent).allMatch(each -> each.coordinator() == COORDINATOR);
    return sent.stream().filter(each -> each.host() == host).map(WorkersWanted::workers).toList();
  }

  private void up(long incarnation, long host) {
    roster.add(
        new KnownWorker(host, "host/0", incarnation, new Address.OnLog(1), 1, 4711, HeapSize.AUTO));
  }
}
