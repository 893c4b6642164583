package dev.baton.measure.models;

import dev.baton.UsageException;
import dev.baton.measure.work.TaskDataFile;
import java.time.Duration;
import java.util.List;

/**
 * What to measure of the models.
 *
 * @param workloads what the tasks do
 * @param models how they run; the serial one is measured in any case
 * @param workers how many at a time
 * @param tasks how many there are
 * @param taskMs how long each takes on one core with nothing else to do, in milliseconds
 * @param repeats how often each case is measured, at most
 * @param enough a case that has taken so long is not repeated: long times vary little
 */
public record ModelsPlan(
    List<LoadKind> workloads,
    List<ModelKind> models,
    List<Integer> workers,
    int tasks,
    long taskMs,
    int repeats,
    Duration enough) {

  /**
   * The array of tasks that read memory: nearly what a Kafka record may hold. Less would lie in the
   * caches that cores share, now more and now less of it, and what a read takes would vary by a
   * factor of two.
   */
  static final int DATA_BYTES = 48 << 20;

  /**
   * Checks the numbers and copies the lists.
   *
   * @throws UsageException if there is nothing to measure, or a number is out of range
   */
  public ModelsPlan {
    workloads = List.copyOf(workloads);
    models = List.copyOf(models);
    workers = List.copyOf(workers);
    if (workloads.isEmpty() || models.isEmpty() || workers.isEmpty()) {
      throw new UsageException(
          "There is nothing to measure: give a workload, a model and workers.");
    }
    workers.forEach(count -> requireWithin("--workers", count, 256));
    requireWithin("--tasks", tasks, TaskDataFile.MOST_TASKS);
  }

  /**
   * All models with all workloads. In full: 1, 2 and 4 workers, tasks of a second, about a quarter
   * of an hour. Quick: 2 and 4 workers, tasks of 300 ms, about two minutes. Eight tasks keep four
   * workers busy twice.
   */
  public static ModelsPlan of(boolean quick) {
    List<LoadKind> workloads = List.of(LoadKind.values());
    List<ModelKind> models = List.of(ModelKind.values());
    return quick
        ? new ModelsPlan(workloads, models, List.of(2, 4), 8, 300, 3, Duration.ofMillis(1200))
        : new ModelsPlan(workloads, models, List.of(1, 2, 4), 8, 1000, 3, Duration.ofSeconds(8));
  }

  /** The same with other workloads. */
  public ModelsPlan withWorkloads(List<LoadKind> others) {
    return new ModelsPlan(others, models, workers, tasks, taskMs, repeats, enough);
  }

  /** The same with other models. */
  public ModelsPlan withModels(List<ModelKind> others) {
    return new ModelsPlan(workloads, others, workers, tasks, taskMs, repeats, enough);
  }

  /** The same with other numbers of workers. */
  public ModelsPlan withWorkers(List<Integer> others) {
    return new ModelsPlan(workloads, models, others, tasks, taskMs, repeats, enough);
  }

  /** The same with another number of tasks. */
  public ModelsPlan withTasks(int count) {
    return new ModelsPlan(workloads, models, workers, count, taskMs, repeats, enough);
  }

  private static void requireWithin(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new UsageException(option + " " + value + " is not a number from 1 to " + most + ".");
    }
  }
}
