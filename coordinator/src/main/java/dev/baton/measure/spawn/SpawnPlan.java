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
 * @param taskMs the task, in milliseconds, for which it is worked out when a pool pays
 */
public record SpawnPlan(
    List<StartKind> kinds, int threads, int jvms, int tasks, int workers, long taskMs) {

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

  /** All kinds. In full: about a minute and a half, and tasks of a second. Quick: half a minute. */
  public static SpawnPlan of(boolean quick) {
    List<StartKind> kinds = List.of(StartKind.values());
    return quick
        ? new SpawnPlan(kinds, 500, 5, 300, 3, 100)
        : new SpawnPlan(kinds, 2_000, 15, 2_000, 10, 1_000);
  }

  /** The same of some kinds only. */
  public SpawnPlan withKinds(List<StartKind> others) {
    return new SpawnPlan(others, threads, jvms, tasks, workers, taskMs);
  }
}
