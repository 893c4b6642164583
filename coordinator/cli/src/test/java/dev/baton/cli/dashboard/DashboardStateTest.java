package dev.baton.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.wire.WorkerDown;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DashboardStateTest {

  private static final long NOW = SampleCluster.START_MS;
  private static final int HOSTS = SampleCluster.HOSTS;
  private static final int WORKERS_OF_HOST = SampleCluster.WORKERS_OF_HOST;
  private static final int MOST_BYTES = 40_000;

  private final DashboardState state =
      new DashboardState("pool", "pool", "cluster", new DashboardState.Abilities(true, true));

  @Test
  void aThousandWorkersAndAMillionTasksTakeNoMoreRoomThanAPageHas() throws Exception {
    SampleCluster.live(state, NOW);

    Snapshot shown = state.snapshot(View.FIRST, NOW + 999_000);

    assertThat(shown.totals().workers()).isEqualTo(HOSTS * WORKERS_OF_HOST);
    assertThat(shown.workers().rows()).hasSize(View.PAGE);
    assertThat(shown.workers().map()).hasSize(HOSTS * WORKERS_OF_HOST);
    assertThat(shown.series().rate()).hasSizeLessThanOrEqualTo(History.MOST_POINTS);
    assertThat(shown.series().rate()).allMatch(rate -> rate > 990 && rate < 1_010);
    assertThat(shown.jobs().getFirst().done()).isEqualTo(999_000);
    assertThat(shown.jobs().getFirst().etaMs()).isBetween(900L, 1_100L);
    assertThat(shown.losses().rows()).hasSize(ProblemList.MOST);
    assertThat(shown.losses().total()).isEqualTo(10_000);
    assertThat(shown.failures().rows())
        .as("they differ in a number only")
        .singleElement()
        .satisfies(row -> assertThat(row.count()).isEqualTo(10_000));
    assertThat(new ObjectMapper().writeValueAsBytes(shown)).hasSizeLessThan(MOST_BYTES);
  }

  @Test
  void aViewChoosesWorkersByHostStateAndOrder() {
    for (int host = 0; host < HOSTS; host++) {
      state.hear(SampleCluster.beat(host, 1), NOW);
    }

    Snapshot.Workers ofOne =
        state.snapshot(View.of(Map.of("host", "host-07", "from", "25")), NOW).workers();
    Snapshot.Workers busy =
        state.snapshot(View.of(Map.of("state", "busy", "order", "restarts")), NOW).workers();
    Snapshot.Workers beyond = state.snapshot(View.of(Map.of("from", "9999999")), NOW).workers();

    assertThat(ofOne.total()).isEqualTo(WORKERS_OF_HOST);
    assertThat(ofOne.rows()).first().extracting(Snapshot.Worker::number).isEqualTo(25);
    assertThat(busy.rows()).allMatch(row -> row.state().equals("busy"));
    assertThat(busy.rows().getFirst().restarts()).isEqualTo(WORKERS_OF_HOST - 2);
    assertThat(beyond.from()).isEqualTo(975);
    assertThat(View.of(Map.of("from", "-1", "order", "nonsense"))).isEqualTo(View.FIRST);
  }

  @Test
  void useIsWhatHappenedBetweenTwoBeats() {
    state.hear(SampleCluster.beat(0, 1), NOW);
    assertThat(worker(NOW).cpu()).as("one beat tells nothing").isEqualTo(-1);
    state.hear(SampleCluster.beat(0, 2), NOW + 1_000);
    assertThat(worker(NOW + 1_000).cpu()).isEqualTo(0.5);
    assertThat(worker(NOW + 1_000).busy()).isEqualTo(0.25);
    assertThat(worker(NOW + 1_000).memory()).isEqualTo(4_096);
  }

  @Test
  void aHostThatSaysNothingIsSilentAndThenForgotten() {
    state.hear(SampleCluster.beat(0, 1), NOW);
    assertThat(worker(NOW + 4_000).state()).isEqualTo("silent");
    state.count(List.of(), 0, NOW + 61_000);
    assertThat(state.snapshot(View.FIRST, NOW + 61_000).hosts()).isEmpty();
  }

  @Test
  void aDeathHasItsEvidenceAtTheWorkersPlaceAndCountsOnce() {
    state.hear(SampleCluster.beat(0, 1), NOW);
    WorkerDown down =
        new WorkerDown(1, 4711, 0, true, false, false, 17, 1, "signal 9 (killed)\nlast lines");
    state.hear(down, NOW);
    state.hear(down, NOW);
    state.hear(new WorkerDown(1, 4712, 1, false, false, false, -1, 1, "drained"), NOW);

    Snapshot shown = state.snapshot(View.FIRST, NOW);

    assertThat(shown.losses().total()).isEqualTo(1);
    assertThat(shown.losses().rows().getFirst().where()).isEqualTo("host-00/0, task 17");
    assertThat(state.text(worker(NOW).evidence())).isEqualTo("signal 9 (killed)\nlast lines");
  }

  @Test
  void aFailureHasItsStackTraceAndItsCause() {
    Throwable thrown =
        new IllegalStateException("<script>alert(1)</script>", new java.io.IOException("no disk"));
    state.hear(SampleCluster.failure(5, thrown), NOW);

    Snapshot.Problem shown = state.snapshot(View.FIRST, NOW).failures().rows().getFirst();

    assertThat(shown.summary())
        .isEqualTo("java.lang.IllegalStateException: <script>alert(1)</script>");
    assertThat(shown.where()).isEqualTo("task 5, attempt 1");
    assertThat(state.text(shown.text()))
        .contains("    at dev.baton.cli.dashboard.DashboardStateTest.")
        .contains("Caused by: java.io.IOException: no disk");
  }

  private Snapshot.Worker worker(long nowMs) {
    return state.snapshot(View.FIRST, nowMs).workers().rows().getFirst();
  }
}
