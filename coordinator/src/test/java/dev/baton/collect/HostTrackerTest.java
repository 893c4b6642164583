package dev.baton.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.dispatch.Roster;
import dev.baton.dispatch.WorkerInfo;
import dev.baton.ledger.Ledger;
import dev.baton.ledger.LedgerLimits;
import dev.baton.role.Clock;
import dev.baton.wire.Address;
import dev.baton.wire.HostBeat;
import dev.baton.wire.HostDown;
import dev.baton.wire.JobBeat;
import dev.baton.wire.WorkerStatus;
import dev.baton.wire.WorkerUp;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostTrackerTest {

  private static final long SECOND = 1_000_000_000L;
  private static final JobBeat ECHO = new JobBeat(1, "job", 0, 1, 0, 0);

  private final Roster roster = new Roster(Clock.SYSTEM);
  private final Ledger ledger =
      new Ledger(
          System::nanoTime, new Random(1), LedgerLimits.DEFAULT, (_, giveUp) -> giveUp.run());
  private final HostTracker hosts = new HostTracker(ledger, roster, _ -> true, () -> {}, () -> {});

  @Test
  void aHostThatIsSilentWhileOthersAreHeardIsLost() {
    fallSilent();

    assertThat(roster.workers()).isEmpty();
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

    assertThat(roster.workers()).extracting(WorkerInfo::incarnation).containsExactly(11L);
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

    assertThat(roster.workers()).extracting(WorkerInfo::incarnation).containsExactly(11L);
  }

  @Test
  void aWorkerThatIsListedAgainIsNotLost() {
    for (int second = 0; second <= 20; second++) {
      hosts.accept(second % 3 == 0 ? beat(1, 11) : beat(1, 12), second * SECOND);
    }

    assertThat(roster.workers()).extracting(WorkerInfo::incarnation).contains(11L, 12L);
  }

  private static WorkerStatus status(long host, long worker) {
    return new WorkerStatus(
        0, worker, new Address.OnLog((int) host), 1, 4711, WorkerStatus.State.IDLE, -1, 0, 0, 0, 0);
  }

  private static HostBeat beat(long host, long worker) {
    return new HostBeat(host, "host" + host, 1, List.of((int) host), List.of(status(host, worker)));
  }
}
