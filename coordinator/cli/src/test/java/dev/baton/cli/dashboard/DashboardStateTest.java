package dev.baton.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.codec.AllowList;
import dev.baton.codec.FailureCodec;
import dev.baton.wire.Address;
import dev.baton.wire.AttemptId;
import dev.baton.wire.HostBeat;
import dev.baton.wire.HostData;
import dev.baton.wire.Payload;
import dev.baton.wire.ProcessUse;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.WorkerDown;
import dev.baton.wire.WorkerStatus;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DashboardStateTest {

  private static final long NOW = 1_000_000;
  private static final int HOSTS = 20;
  private static final int WORKERS_OF_HOST = 50;
  private static final int MOST_BYTES = 40_000;

  private final DashboardState state =
      new DashboardState("pool", "pool", "cluster", new DashboardState.Abilities(true, true));

  @Test
  void aThousandWorkersAndAMillionTasksTakeNoMoreRoomThanAPageHas() throws Exception {
    for (int second = 0; second < 1_000; second++) {
      long nowMs = NOW + 1_000L * second;
      if (second % 50 == 0 || second > 995) {
        for (int host = 0; host < HOSTS; host++) {
          state.hear(beat(host, second), nowMs);
        }
      }
      state.count(List.of(job(1_000L * second)), 5_000_000L * second, nowMs);
    }
    for (int i = 0; i < 10_000; i++) {
      state.hear(failure(i, new IllegalStateException("x".repeat(5_000) + i)), NOW);
      state.hear(new WorkerDown(1, i, 3, true, 7, 1, "signal 9 " + "y".repeat(5_000)), NOW);
    }

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
      state.hear(beat(host, 1), NOW);
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
    state.hear(beat(0, 1), NOW);
    assertThat(worker(NOW).cpu()).as("one beat tells nothing").isEqualTo(-1);
    state.hear(beat(0, 2), NOW + 1_000);
    assertThat(worker(NOW + 1_000).cpu()).isEqualTo(0.5);
    assertThat(worker(NOW + 1_000).busy()).isEqualTo(0.25);
    assertThat(worker(NOW + 1_000).memory()).isEqualTo(4_096);
  }

  @Test
  void aHostThatSaysNothingIsSilentAndThenForgotten() {
    state.hear(beat(0, 1), NOW);
    assertThat(worker(NOW + 4_000).state()).isEqualTo("silent");
    state.count(List.of(), 0, NOW + 61_000);
    assertThat(state.snapshot(View.FIRST, NOW + 61_000).hosts()).isEmpty();
  }

  @Test
  void aDeathHasItsEvidenceAtTheWorkersPlaceAndCountsOnce() {
    state.hear(beat(0, 1), NOW);
    WorkerDown down = new WorkerDown(1, 4711, 0, true, 17, 1, "signal 9 (killed)\nlast lines");
    state.hear(down, NOW);
    state.hear(down, NOW);
    state.hear(new WorkerDown(1, 4712, 1, false, -1, 1, "drained"), NOW);

    Snapshot shown = state.snapshot(View.FIRST, NOW);

    assertThat(shown.losses().total()).isEqualTo(1);
    assertThat(shown.losses().rows().getFirst().where()).isEqualTo("host-00/0, task 17");
    assertThat(state.text(worker(NOW).evidence())).isEqualTo("signal 9 (killed)\nlast lines");
  }

  @Test
  void aFailureHasItsStackTraceAndItsCause() {
    Throwable thrown =
        new IllegalStateException("<script>alert(1)</script>", new java.io.IOException("no disk"));
    state.hear(failure(5, thrown), NOW);

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

  private static ResultBatch failure(long task, Throwable thrown) {
    byte[] bytes =
        new FailureCodec(AllowList.standard(), DashboardStateTest.class.getClassLoader())
            .encode(thrown);
    return new ResultBatch(
        1,
        99,
        0,
        List.of(
            new ResultBatch.Entry(
                new AttemptId(task, 1),
                ResultBatch.Status.FAILED,
                new ResultBatch.Times(0, 0, 0, 0, 0),
                Payload.inline(bytes),
                ResultBatch.Entry.NO_BLOBS)));
  }

  private static JobFacts job(long done) {
    return new JobFacts(
        "job", "sum", "sum", JobFacts.RUNNING, 1_000_000, done, 0, 1_000, 0, NOW, null, false);
  }

  private static HostBeat beat(int host, int second) {
    List<WorkerStatus> workers =
        IntStream.range(0, WORKERS_OF_HOST)
            .mapToObj(
                number ->
                    new WorkerStatus(
                        number,
                        host * 1_000L + number,
                        new Address.OnLog(number),
                        1,
                        5_000L + number,
                        number % 2 == 0 ? WorkerStatus.State.BUSY : WorkerStatus.State.IDLE,
                        1 - number % 2,
                        number % 2 == 0 ? 17 : -1,
                        NOW,
                        second,
                        0,
                        250_000_000L * second,
                        number))
            .toList();
    List<ProcessUse> processes =
        workers.stream()
            .map(worker -> new ProcessUse(worker.pid(), 500_000_000L * second, 4_096))
            .toList();
    return new HostBeat(
        host + 1,
        "host-%02d".formatted(host),
        1,
        false,
        List.of(),
        workers,
        new HostData(0, 0, 0, 0, 0, 0, HostData.Copies.NONE, List.of(), processes));
  }
}
