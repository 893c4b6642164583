package dev.baton.cli.dashboard;

import dev.baton.codec.AllowList;
import dev.baton.codec.FailureCodec;
import dev.baton.config.HeapSize;
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
import java.util.stream.IntStream;

/** What a dashboard hears of a large cluster that has much trouble. */
final class SampleCluster {

  static final long START_MS = 1_000_000;
  static final int HOSTS = 20;
  static final int WORKERS_OF_HOST = 50;

  private SampleCluster() {}

  /** A thousand seconds of a job of a million tasks, on a thousand workers. */
  static void live(DashboardState state, long startMs) {
    for (int second = 0; second < 1_000; second++) {
      long nowMs = startMs + 1_000L * second;
      if (second % 50 == 0 || second > 995) {
        for (int host = 0; host < HOSTS; host++) {
          state.hear(beat(host, second), nowMs);
        }
      }
      state.count(List.of(job(1_000L * second, startMs)), 5_000_000L * second, nowMs);
    }
    for (int i = 0; i < 10_000; i++) {
      state.hear(failure(i, new IllegalStateException("x".repeat(5_000) + i)), startMs);
      state.hear(
          new WorkerDown(1, i, 3, true, false, false, 7, 1, "signal 9 " + "y".repeat(5_000)),
          startMs);
    }
  }

  /** All hosts are heard of again. */
  static void goOn(DashboardState state, int second) {
    long nowMs = System.currentTimeMillis();
    for (int host = 0; host < HOSTS; host++) {
      state.hear(beat(host, second), nowMs);
    }
    state.count(List.of(job(999_500, START_MS)), 5_000_000_000L, nowMs);
  }

  /** An attempt that has failed. */
  static ResultBatch failure(long task, Throwable thrown) {
    byte[] bytes =
        new FailureCodec(AllowList.standard(), SampleCluster.class.getClassLoader()).encode(thrown);
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

  private static JobFacts job(long done, long startMs) {
    return new JobFacts(
        "job", "sum", "sum", JobFacts.RUNNING, 1_000_000, done, 0, 1_000, 0, startMs, null, true);
  }

  /** What a host says of itself in some second. */
  static HostBeat beat(int host, int second) {
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
                        START_MS,
                        0,
                        second,
                        0,
                        250_000_000L * second,
                        number,
                        HeapSize.AUTO))
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
