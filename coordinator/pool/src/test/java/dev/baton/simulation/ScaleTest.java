package dev.baton.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.pool.SimCoordinator;
import dev.baton.simulation.Costs.Part;
import dev.baton.wire.WireRecord.Kind;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a coordinator costs in a large pool: its own code, the records on the log, its memory.
 *
 * <p>{@code -Dbaton.test.hosts=250} makes the pool one of 1,000 workers; {@code
 * -Dbaton.test.task.ms=100} says how long tasks take.
 */
class ScaleTest {

  private static final int HOSTS = Integer.getInteger("baton.test.hosts", 20);
  private static final int WORKERS_PER_HOST = 4;
  private static final int TASK_MS = Integer.getInteger("baton.test.task.ms", 100);
  private static final Duration MEASURED = Duration.ofSeconds(10);
  private static final int TASKS_IN_MEMORY = 100_000;

  @Test
  @Timeout(1_800)
  void aLargePoolIsKeptBusy() {
    SimCluster cluster = new SimCluster(1);
    for (int host = 0; host < HOSTS; host++) {
      cluster.host(WORKERS_PER_HOST, Fitness.SOUND);
    }
    int workers = HOSTS * WORKERS_PER_HOST;
    SimCoordinator coordinator = cluster.coordinator();
    long emptyBytes = usedBytes();
    int tasks = Math.max(TASKS_IN_MEMORY, (int) (workers * 12_000L / TASK_MS));
    SimCluster.Job job = cluster.submit(coordinator, tasks, 1, Duration.ofMillis(TASK_MS), 0);
    double bytesPerTask = (double) (usedBytes() - emptyBytes) / tasks;
    cluster.simulation().run(Duration.ofSeconds(1)); // the first tasks show how long they take
    coordinator.costs().clear();
    cluster.traffic().clear();
    int before = job.done();

    cluster.simulation().run(MEASURED);

    int done = job.done() - before;
    print(cluster, coordinator.costs(), workers, done, bytesPerTask);
    assertThat(job.failed()).isZero();
    double possible = workers * (double) MEASURED.toMillis() / TASK_MS;
    assertThat(done / possible).as("share of the workers' time").isGreaterThan(0.5);
    assertThat(cluster.traffic().records(Kind.TASK_BATCH)).isLessThanOrEqualTo(2L * done);
  }

  private static void print(
      SimCluster cluster, Costs costs, int workers, int done, double bytesPerTask) {
    Traffic traffic = cluster.traffic();
    double seconds = MEASURED.toSeconds();
    System.out.printf(
        Locale.ROOT,
        "scale: %,d hosts, %,d workers, tasks of %d ms: %,.0f tasks/s%nscale: coordinator: dispatch"
            + " %.1f us/task, collect %.1f us/task, events %.1f us each; busy %.1f %% of a"
            + " core%nscale: %.0f bytes of heap for each pending task%nscale: log: %,.0f batches/s,"
            + " %,.0f results/s, %,.0f host beats/s of %,d bytes%nscale: log: in %,.0f records/s,"
            + " %,.2f MB/s; out %,.0f records/s, %,.2f MB/s%n",
        HOSTS,
        workers,
        TASK_MS,
        done / seconds,
        costs.ns(Part.DISPATCH) / 1e3 / done,
        costs.ns(Part.COLLECT) / 1e3 / done,
        costs.ns(Part.TRACK) / 1e3 / Math.max(1, costs.calls(Part.TRACK)),
        (costs.ns(Part.DISPATCH) + costs.ns(Part.COLLECT) + costs.ns(Part.TRACK)) / 1e7 / seconds,
        bytesPerTask,
        traffic.records(Kind.TASK_BATCH) / seconds,
        traffic.records(Kind.RESULT_BATCH) / seconds,
        traffic.records(Kind.HOST_BEAT) / seconds,
        traffic.bytes(Kind.HOST_BEAT) / Math.max(1, traffic.records(Kind.HOST_BEAT)),
        traffic.records() / seconds,
        traffic.bytes() / seconds / 1e6,
        traffic.reads() / seconds,
        traffic.readBytes() / seconds / 1e6);
  }

  private static long usedBytes() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
