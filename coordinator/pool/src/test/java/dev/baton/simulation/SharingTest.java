package dev.baton.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.PoolSettings;
import dev.baton.pool.SimCoordinator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How coordinators share workers, and what becomes of tasks on hosts that are unfit for them. */
class SharingTest {

  private static final int SEEDS = 10;

  @ParameterizedTest
  @CsvSource({"100, 100, 1", "10, 100, 1", "30, 1000, 1", "5, 50, 8", "200, 200, 1", "1, 20, 16"})
  void aJobOfTenTasksEndsWithinTwiceTheTimeThatItTakesAlone(
      int longJobMs, int shortJobMs, int chunk) {
    double worst = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Duration alone = tenTasks(seed, 0, longJobMs, shortJobMs, chunk);
      Duration shared = tenTasks(seed, 40_000, longJobMs, shortJobMs, chunk);
      worst = Math.max(worst, (double) shared.toNanos() / alone.toNanos());
    }
    System.out.printf(
        Locale.ROOT,
        "sharing: ten tasks of %d ms beside a job with tasks of %d ms: %.2f times as long as"
            + " alone%n",
        shortJobMs,
        longJobMs,
        worst);
    assertThat(worst).isLessThan(2);
  }

  private static Duration tenTasks(
      long seed, int tasksOfLongJob, int longJobMs, int shortJobMs, int chunk) {
    SimCluster cluster = new SimCluster(seed);
    cluster.host(1, Fitness.SOUND);
    cluster.host(1, Fitness.SOUND);
    SimCoordinator first = cluster.coordinator();
    SimCoordinator second = cluster.coordinator();
    var _ = cluster.submit(first, tasksOfLongJob, chunk, Duration.ofMillis(longJobMs), 0);
    cluster.simulation().run(Duration.ofSeconds(5));
    return cluster.submit(second, 10, 1, Duration.ofMillis(shortJobMs), 0).await();
  }

  @Test
  void twoLongJobsGetTheSameShareWhateverTheLengthOfTheirTasks() {
    SimCluster cluster = new SimCluster(1);
    cluster.host(2, Fitness.SOUND);
    SimCoordinator first = cluster.coordinator();
    SimCoordinator second = cluster.coordinator();
    SimCluster.Job longTasks = cluster.submit(first, 10_000, 1, Duration.ofMillis(300), 0);
    SimCluster.Job shortTasks = cluster.submit(second, 100_000, 10, Duration.ofMillis(3), 0);

    cluster.simulation().run(Duration.ofSeconds(60));

    double ratio = longTasks.done() * 300.0 / (shortTasks.done() * 3.0);
    System.out.printf(Locale.ROOT, "sharing: two long jobs get %.2f : 1 of the time%n", ratio);
    assertThat(ratio).isBetween(0.5, 2.0);
  }

  @ParameterizedTest
  @CsvSource({"25, 100, 100", "25, 300, 3", "10, 3, 300", "50, 10, 10"})
  void twoLongJobsGetWhatTheirWeightsSayWhateverTheLengthOfTheirTasks(
      int weight, int lightJobMs, int fullJobMs) {
    SimCluster cluster = new SimCluster(1);
    cluster.host(2, Fitness.SOUND);
    SimCoordinator light = cluster.coordinator(weight);
    SimCoordinator full = cluster.coordinator();
    SimCluster.Job lightJob =
        cluster.submit(light, 100_000, chunk(lightJobMs), Duration.ofMillis(lightJobMs), 0);
    SimCluster.Job fullJob =
        cluster.submit(full, 100_000, chunk(fullJobMs), Duration.ofMillis(fullJobMs), 0);

    cluster.simulation().run(Duration.ofMinutes(2));

    double part = (double) lightJob.done() * lightJobMs / (fullJob.done() * fullJobMs);
    System.out.printf(
        Locale.ROOT,
        "sharing: a job of weight %d with tasks of %d ms gets %.3f of what one of 100 gets, with"
            + " tasks of %d ms%n",
        weight,
        lightJobMs,
        part,
        fullJobMs);
    assertThat(part * PoolSettings.FULL_WEIGHT / weight).isBetween(0.6, 1.6);
  }

  /** Of short tasks, as a map sends them. */
  private static int chunk(int taskMs) {
    return taskMs < 15 ? 5 : 1;
  }

  @Test
  void aJobOfLittleWeightHasAllWorkersThatNobodyElseUses() {
    Duration alone = tenTasks(1, 0, 100, 100, 1);
    SimCluster cluster = new SimCluster(1);
    cluster.host(1, Fitness.SOUND);
    cluster.host(1, Fitness.SOUND);

    Duration light =
        cluster.submit(cluster.coordinator(1), 10, 1, Duration.ofMillis(100), 0).await();

    assertThat(light).isLessThan(alone.multipliedBy(3).dividedBy(2));
  }

  @Test
  void fewTasksOfSeveralCoordinatorsDoNotMeetAtTheSameWorkers() {
    SimCluster cluster = new SimCluster(1);
    for (int i = 0; i < 10; i++) {
      cluster.host(2, Fitness.SOUND);
    }
    List<SimCoordinator> coordinators = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      coordinators.add(cluster.coordinator());
    }
    List<SimCluster.Job> jobs = new ArrayList<>();
    for (SimCoordinator each : coordinators) {
      jobs.add(cluster.submit(each, 5, 1, Duration.ofSeconds(10), 0));
    }

    for (SimCluster.Job job : jobs) {
      assertThat(job.await()).as("20 workers for 15 tasks").isLessThan(Duration.ofSeconds(15));
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "3"})
  void aHostThatLacksALibraryDoesNotEatTheJob(int retries) {
    for (long seed = 0; seed < SEEDS; seed++) {
      SimCluster cluster = brokenHost(seed, new UnsatisfiedLinkError("no foo"), 2);
      SimCoordinator coordinator = cluster.coordinator();
      SimCluster.Job job = cluster.submit(coordinator, 1_000, 1, Duration.ofMillis(50), retries);
      job.await();

      assertThat(job.failed()).as("each runs again elsewhere").isZero();
      assertThat(cluster.attempts() - job.done()).as("attempts on the bad host").isLessThan(100);
      assertThat(coordinator.notices())
          .anyMatch(
              notice -> notice.contains("host0 gets no more tasks") && notice.contains("no foo"));
    }
  }

  @Test
  void aHostWhereTasksFailForOtherReasonsIsExcludedWhenTheirRetriesSucceedElsewhere() {
    for (long seed = 0; seed < SEEDS; seed++) {
      SimCluster cluster = brokenHost(seed, new IllegalStateException("no file"), 2);
      SimCoordinator coordinator = cluster.coordinator();
      SimCluster.Job job = cluster.submit(coordinator, 1_000, 1, Duration.ofMillis(50), 1);
      job.await();

      assertThat(job.failed()).isZero();
      assertThat(cluster.attempts() - job.done()).as("attempts on the bad host").isLessThan(100);
    }
  }

  @Test
  void tasksWithoutRetriesFailOnABadHostButNotMany() {
    for (long seed = 0; seed < SEEDS; seed++) {
      SimCluster cluster = brokenHost(seed, new IllegalStateException("no file"), 2);
      SimCoordinator coordinator = cluster.coordinator();
      SimCluster.Job job = cluster.submit(coordinator, 2_000, 1, Duration.ofMillis(50), 0);
      job.await();

      assertThat(job.failed()).isBetween(1, 100);
    }
  }

  @Test
  void whereEveryHostIsBadTasksFailWithTheirOwnFailures() {
    for (long seed = 0; seed < SEEDS; seed++) {
      SimCluster cluster = new SimCluster(seed);
      cluster.host(2, new Fitness(1, new UnsatisfiedLinkError("no foo")));
      cluster.host(2, new Fitness(1, new UnsatisfiedLinkError("no foo")));
      SimCluster.Job job = cluster.submit(cluster.coordinator(), 500, 1, Duration.ofMillis(50), 0);
      job.await();

      assertThat(job.failed()).isEqualTo(500);
      assertThat(cluster.attempts()).as("once on each host").isLessThanOrEqualTo(1_000);
    }
  }

  private static SimCluster brokenHost(long seed, Throwable failure, int soundHosts) {
    SimCluster cluster = new SimCluster(seed);
    cluster.host(2, new Fitness(1, failure));
    for (int i = 0; i < soundHosts; i++) {
      cluster.host(2, Fitness.SOUND);
    }
    return cluster;
  }

  @ParameterizedTest
  @CsvSource({"100, 1", "3, 1", "3, 20", "1000, 1"})
  void aSlowHostHoldsTheEndOfAJobUpByItsOneRunningTaskAtMost(int taskMs, int chunk) {
    Duration worst = Duration.ZERO;
    for (long seed = 0; seed < SEEDS; seed++) {
      Duration late =
          withSlowHosts(seed, 1, taskMs, chunk).minus(withSlowHosts(seed, 0, taskMs, chunk));
      worst = late.compareTo(worst) > 0 ? late : worst;
    }
    System.out.printf(
        "slow host: tasks of %d ms in chunks of %d end %d ms after the sound host alone would%n",
        taskMs, chunk, worst.toMillis());
    assertThat(worst)
        .as("no later than its running task, and a moment for what is sent")
        .isLessThan(Duration.ofMillis(10L * taskMs + 100));
  }

  private static Duration withSlowHosts(long seed, int slowHosts, int taskMs, int chunk) {
    SimCluster cluster = new SimCluster(seed);
    cluster.host(2, Fitness.SOUND);
    for (int i = 0; i < slowHosts; i++) {
      cluster.host(2, new Fitness(10, null));
    }
    int tasks = 20_000 / taskMs / chunk * chunk;
    return cluster
        .submit(cluster.coordinator(), tasks, chunk, Duration.ofMillis(taskMs), 0)
        .await();
  }
}
