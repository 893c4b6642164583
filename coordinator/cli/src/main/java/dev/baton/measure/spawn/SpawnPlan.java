package dev.baton.measure.spawn;

import dev.baton.UsageException;
import java.util.List;

/**
 * What to measure of starts.
 *
 * @param kinds what is started
 * @param threads how many platform threads, one after the other; of virtual ones ten times as many
 * @param jvms how many JVMs of each kind
 * @param tasks how many tasks that do nothing, on a warm pool
 * @param workers how many workers, one after the other
 * @param pools how many pools over sockets, and how many over Kafka, to see their memory
 * @param taskMs the task, in milliseconds, for which it is worked out when a pool pays
 */
public record SpawnPlan(
    List<StartKind> kinds, int threads, int jvms, int tasks, int workers, int pools, long taskMs) {

  /**
   * Copies the list.
   *
   * @throws UsageException if there is nothing to measure
   */
  public SpawnPlan {
    kinds = List.copyOf(kinds);
    if (kinds.isEmpty()) {
      throw new UsageException("There is nothing to measure: give a kind of start.");
    }
  }

  /** All kinds. In full: about two minutes, and tasks of a second. Quick: less than a minute. */
  public static SpawnPlan of(boolean quick) {
    List<StartKind> kinds = List.of(StartKind.values());
    return quick
        ? new SpawnPlan(kinds, 500, 5, 300, 3, 1, 100)
        : new SpawnPlan(kinds, 2_000, 15, 2_000, 10, 3, 1_000);
  }

  /** The same of some kinds only. */
  public SpawnPlan withKinds(List<StartKind> others) {
    return new SpawnPlan(others, threads, jvms, tasks, workers, pools, taskMs);
  }
}
