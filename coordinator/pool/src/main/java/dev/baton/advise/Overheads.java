package dev.baton.advise;

/**
 * What it costs to run work elsewhere than in the thread at hand. All times in nanoseconds.
 *
 * @param threadStartNs starting a platform thread and waiting for its end
 * @param virtualStartNs the same of a virtual thread
 * @param poolStartNs from the call until a pool of as many workers as there are processors can take
 *     tasks
 * @param poolEndNs closing a pool
 * @param roundTripNs a task that does nothing, from the call to its result, alone in a warm pool
 * @param pooledTaskNs processor time, in all processes together, of a task that does nothing, one
 *     of many
 * @param recordNsPerByte processor time for each byte that travels in a record, on top of encoding
 *     and decoding it
 * @param storeNsPerByte the same for a byte that is handed over in the host store
 * @param storeNsPerBlob processor time for each piece of data in the host store
 */
public record Overheads(
    double threadStartNs,
    double virtualStartNs,
    double poolStartNs,
    double poolEndNs,
    double roundTripNs,
    double pooledTaskNs,
    double recordNsPerByte,
    double storeNsPerByte,
    double storeNsPerBlob) {

  /**
   * What was measured with Baton itself on a machine of 2 cores, with the launcher's start caches:
   * for machines on which nobody has measured. Threads: a start and a join of each, warm.
   */
  public static Overheads standard() {
    return new Overheads(60e3, 2e3, 3.5e9, 0.3e9, 1.2e6, 20e3, 6, 1, 150e3);
  }

  /** The same with what was measured of a pool's start and end; 0 for one that runs already. */
  public Overheads withPool(double startNs, double endNs) {
    return new Overheads(
        threadStartNs,
        virtualStartNs,
        startNs,
        endNs,
        roundTripNs,
        pooledTaskNs,
        recordNsPerByte,
        storeNsPerByte,
        storeNsPerBlob);
  }

  /** The same with what was measured of tasks that do nothing. */
  public Overheads withTasks(double alone, double ofMany) {
    return new Overheads(
        threadStartNs,
        virtualStartNs,
        poolStartNs,
        poolEndNs,
        alone,
        ofMany,
        recordNsPerByte,
        storeNsPerByte,
        storeNsPerBlob);
  }
}
