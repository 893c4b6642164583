package dev.baton.link.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.link.ResultLink;
import dev.baton.link.TaskLink;
import dev.baton.log.Channel;
import dev.baton.log.MemoryLog;
import dev.baton.log.PublishCallback;
import dev.baton.role.Clock;
import dev.baton.role.Receiver;
import dev.baton.wire.Address;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.Recall;
import dev.baton.wire.ResultBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogLinksTest {

  private static final long HOST = 3;
  private static final Duration NO_WAIT = Duration.ZERO;
  private static final Address FIRST = new Address.OnLog(0);
  private static final Address SECOND = new Address.OnLog(1);

  private final MemoryLog log =
      new MemoryLog(Clock.SYSTEM, Map.of(Channel.INBOX, 3, Channel.RESULTS, 2));
  private final List<Exception> lost = new ArrayList<>();
  private final WorkerLogLinks worker = new WorkerLogLinks(log, lost::add);
  private final CoordinatorLogLinks coordinator =
      new CoordinatorLogLinks(log, new Address.OnLog(1), lost::add);

  @Test
  void aWorkerGetsItsOwnRecordsInTheOrderInWhichTheyWereSent() {
    coordinator.toWorker(FIRST).send(new Recall(1, 1, 1));
    try (Receiver<InboxRecord> inbox = worker.inbox(FIRST);
        Receiver<InboxRecord> other = worker.inbox(SECOND)) {
      TaskLink link = coordinator.toWorker(FIRST);
      link.send(new Recall(1, 1, 2));
      coordinator.toWorker(SECOND).send(new Recall(1, 1, 3));
      link.send(new Recall(1, 1, 4));

      assertThat(inbox.receive(NO_WAIT))
          .as("sent since it listens")
          .containsExactly(new Recall(1, 1, 2), new Recall(1, 1, 4));
      assertThat(other.receive(NO_WAIT)).containsExactly(new Recall(1, 1, 3));
    }
  }

  @Test
  void aCoordinatorGetsTheResultsThatAreSentToItsAddress() {
    try (Receiver<ResultBatch> results = coordinator.results()) {
      ResultLink link = worker.toCoordinator(SECOND);
      link.send(batch(1));
      worker.toCoordinator(FIRST).send(batch(2));
      link.send(batch(3));

      assertThat(results.receive(NO_WAIT)).containsExactly(batch(1), batch(3));
    }
  }

  @Test
  void whatIsNoRecordForAWorkerIsCountedAndPassedOver() {
    try (Receiver<InboxRecord> inbox = worker.inbox(FIRST)) {
      log.publish(Channel.INBOX, 0, new byte[] {1, 2, 3}, PublishCallback.IGNORE);
      coordinator.toWorker(FIRST).send(new Recall(1, 1, 1));

      assertThat(inbox.receive(NO_WAIT)).containsExactly(new Recall(1, 1, 1));
      assertThat(inbox.malformed()).isEqualTo(1);
    }
  }

  @Test
  void aRecordThatIsGivenUpIsToldOf() {
    coordinator.toWorker(FIRST).send(new Recall(1, 1, 1));
    assertThat(lost).isEmpty();
    log.giveUp(new IllegalStateException("no broker"));

    coordinator.toWorker(FIRST).send(new Recall(1, 1, 2));
    worker.toCoordinator(FIRST).send(batch(1));

    assertThat(lost).hasSize(2).allSatisfy(each -> assertThat(each).hasMessage("no broker"));
  }

  @Test
  void anAddressThatTheChannelDoesNotHaveIsNotReached() {
    assertThat(coordinator.choose(HOST, new Address.OnLog(2))).isEqualTo(new Address.OnLog(2));
    assertThat(coordinator.choose(HOST, new Address.OnLog(3))).isNull();
    assertThat(coordinator.choose(HOST, new Address.OnLog(-1))).isNull();
    assertThat(worker.reachCoordinator(new Address.OnLog(1))).isTrue();
    assertThat(worker.reachCoordinator(new Address.OnLog(2))).isFalse();
    assertThat(worker.reachCoordinator(new Address.OnLog(Integer.MIN_VALUE))).isFalse();
  }

  @Test
  void everyCoordinatorHasAnAddressThatIsReached() {
    for (long each : new long[] {0, 1, 5, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThat(worker.reachCoordinator(CoordinatorLogLinks.resultsOf(log, each)))
          .as("%d", each)
          .isTrue();
    }
  }

  @Test
  void whatARecordCarriesFollowsFromWhatTheLogTakes() {
    assertThat(worker.limit()).isEqualTo(PayloadLimit.ofRecords(MemoryLog.MAX_RECORD));
    assertThat(coordinator.limit()).isEqualTo(worker.limit());
  }

  private static ResultBatch batch(long sentAtMicros) {
    return new ResultBatch(1, 2, sentAtMicros, List.of());
  }
}
