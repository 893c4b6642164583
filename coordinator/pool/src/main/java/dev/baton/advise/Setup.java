package dev.baton.advise;

import dev.baton.Handoff;

/**
 * One way to run tasks, with everything that affects its speed. Immutable.
 *
 * @param model where tasks run
 * @param workers threads, or worker processes of a pool, 1 or more; 1 for {@code SERIAL}; for
 *     {@code VIRTUAL} the largest number of tasks at a time
 * @param slots how many tasks a worker of a pool runs at a time, 1 or more; 1 for other models
 * @param handoff how a pool hands data over; {@code AUTO}, without meaning, for other models
 */
public record Setup(ExecutionModel model, int workers, int slots, Handoff handoff) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there are no workers or no slots
   */
  public Setup {
    if (workers < 1 || slots < 1) {
      throw new IllegalArgumentException(workers + " workers with " + slots + " slots");
    }
  }

  /** {@return the setup that runs tasks one after the other} */
  public static Setup serial() {
    return here(ExecutionModel.SERIAL, 1);
  }

  /**
   * Creates a setup that runs tasks in this JVM.
   *
   * @param model one that does not use processes
   * @param atATime how many tasks run at a time, 1 or more
   * @return the setup
   */
  public static Setup here(ExecutionModel model, int atATime) {
    return new Setup(model, atATime, 1, Handoff.AUTO);
  }

  /**
   * Creates a setup that runs tasks in a pool.
   *
   * @param workers worker processes, 1 or more
   * @param slots tasks that each of them runs at a time, 1 or more
   * @param handoff how data is handed over
   * @return the setup
   */
  public static Setup pool(int workers, int slots, Handoff handoff) {
    return new Setup(ExecutionModel.POOL, workers, slots, handoff);
  }

  /** {@return the largest number of tasks at a time} */
  public long concurrency() {
    return (long) workers * slots;
  }
}
