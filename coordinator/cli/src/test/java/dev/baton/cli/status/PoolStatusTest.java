package dev.baton.cli.status;

import static dev.baton.cli.status.Beats.at;
import static dev.baton.cli.status.Beats.data;
import static dev.baton.cli.status.Beats.draining;
import static dev.baton.cli.status.Beats.host;
import static dev.baton.cli.status.Beats.job;
import static dev.baton.cli.status.Beats.question;
import static dev.baton.cli.status.Beats.withData;
import static dev.baton.cli.status.Beats.worker;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cli.status.HostStatus.State;
import dev.baton.wire.BlobHolder;
import dev.baton.wire.Event;
import dev.baton.wire.ExcludedHosts;
import dev.baton.wire.HostData;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the beats of a pool amount to. */
class PoolStatusTest {

  private static final long NOW = 10_000;

  private static PoolStatus status(Event... events) {
    Roll roll = new Roll(Beats.QUESTION);
    roll.hear(question(NOW));
    for (Event event : events) {
      roll.hear(at(NOW, event));
    }
    return ClusterStatus.of("baton", roll, NOW);
  }

  private static List<String> names(PoolStatus status) {
    return status.hosts().stream().map(HostStatus::name).toList();
  }

  @Test
  void agentsOfOneMachineAreToldApart() {
    assertThat(names(status(host(9, "one"), host(7, "one"), host(8, "two"))))
        .containsExactly("one:4007", "one:4009", "two");
  }

  @Test
  void aMachineWithOneAgentHasItsName() {
    assertThat(names(status(host(8, "two"), host(7, "one")))).containsExactly("one", "two");
  }

  @Test
  void saturationIsOpenTasksForEachSlot() {
    PoolStatus status =
        status(
            host(1, "one", worker(0, 2, 2, 0), worker(1, 2, 1, 0)),
            host(2, "two", worker(0, 4, 0, 0)),
            job(1, 10, 2),
            job(2, 3, 1));

    assertThat(status.slots()).isEqualTo(8);
    assertThat(status.saturation()).isEqualTo(2.0);
    assertThat(status.tasks()).isEqualTo(new PoolStatus.Tasks(16, 13, 3, 3, 10, 2));
  }

  @Test
  void onlySlotsOfHostsThatAreUpCount() {
    Roll roll = new Roll(Beats.QUESTION);
    roll.hear(at(NOW - 5_000, host(1, "silent", worker(0, 2, 0, 0))));
    roll.hear(question(NOW));
    roll.hear(at(NOW, draining(host(2, "draining", worker(0, 2, 0, 0)))));
    roll.hear(at(NOW, host(3, "up", worker(0, 2, 0, 0))));
    roll.hear(at(NOW, job(1, 4, 0)));

    PoolStatus status = ClusterStatus.of("baton", roll, NOW);

    assertThat(status.hosts())
        .extracting(HostStatus::state)
        .containsExactly(State.DRAINING, State.SILENT, State.UP);
    assertThat(status.slots()).isEqualTo(2);
    assertThat(status.saturation()).isEqualTo(2.0);
    assertThat(status.hosts().get(1).problems()).containsExactly("silent for 5.0 s");
    assertThat(status.hosts().get(1).silentMs()).isEqualTo(5_000);
  }

  @Test
  void withoutSlotsThereIsNoSaturation() {
    assertThat(status(job(1, 4, 0)).saturation()).isNull();
  }

  @Test
  void blobsAndWhatMovedBetweenHostsIsAddedUp() {
    PoolStatus status =
        status(
            withData(
                host(1, "one", worker(0, 1, 0, 0)),
                data(
                    100,
                    new HostData.Copies(1, 40, 4_000),
                    new BlobHolder(5_000, 0, 0, 2),
                    new BlobHolder(77, 3, 100, 0))),
            withData(
                host(2, "two"), data(950, HostData.Copies.NONE, new BlobHolder(4_002, 0, 0, 1))));

    assertThat(status.data()).isEqualTo(new PoolStatus.Data(6, 1_050, 1, 40, 4_000, 3));
    assertThat(status.hosts().get(0).holders())
        .containsExactly(
            new HostStatus.Holder(5_000, "worker 0", 0, 0, 2),
            new HostStatus.Holder(77, "program", 3, 100, 0));
    assertThat(status.hosts().get(1).holders())
        .containsExactly(new HostStatus.Holder(4_002, "agent", 0, 0, 1));
    assertThat(status.hosts().get(1).problems())
        .containsExactly("store nearly full: 950 B of 1000 B");
  }

  @Test
  void aRestartedWorkerIsNoted() {
    PoolStatus status = status(host(1, "one", worker(0, 1, 0, 0), worker(1, 1, 0, 3)));

    assertThat(status.hosts().getFirst().problems())
        .containsExactly("worker 1 was restarted 3 times");
  }

  @Test
  void anExclusionIsAProblemOfTheHost() {
    ExcludedHosts.Host bad = new ExcludedHosts.Host(1, "one", "no\ndisk");
    PoolStatus status =
        status(host(1, "one"), job(7, 1, 1), new ExcludedHosts(7, "job-7", List.of(bad)));

    assertThat(status.hosts().getFirst().problems())
        .containsExactly("excluded from job job-7: no?disk");
    assertThat(status.hosts().getFirst().isNoteworthy()).isTrue();
  }

  @Test
  void aNameThatIsNoneIsMadeHarmless() {
    assertThat(names(status(host(1, "a\033[2Jb")))).containsExactly("a?[2Jb");
  }
}
