package dev.baton.advise;

import dev.baton.Handoff;

/**
 * One way to run tasks, in all particulars that matter.
 *
 * @param model how
 * @param workers threads, or processes of a pool; 1 for {@code serial}; for {@code virtual} how
 *     many tasks are under way at most
 * @param slots how many tasks a worker of a pool runs at a time; 1 for all others
 * @param handoff how a pool hands data over; {@code AUTO}, without meaning, for all others
 */
public record Setup(ExecutionModel model, int workers, int slots, Handoff handoff) {

  /** Checks the numbers. */
  public Setup {
    if (workers < 1 || slots < 1) {
      throw new IllegalArgumentException(workers + " workers with " + slots + " slots");
    }
  }

  /** One after the other. */
  public static Setup serial() {
    return here(ExecutionModel.SERIAL, 1);
  }

  /** In threads of this JVM. */
  public static Setup here(ExecutionModel model, int atATime) {
    return new Setup(model, atATime, 1, Handoff.AUTO);
  }

  /** In a pool of processes. */
  public static Setup pool(int workers, int slots, Handoff handoff) {
    return new Setup(ExecutionModel.POOL, workers, slots, handoff);
  }

  /** How many tasks are under way at a time, at most. */
  public long concurrency() {
    return (long) workers * slots;
  }
}
