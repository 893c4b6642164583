package dev.baton.advise;

/**
 * What it costs to run work elsewhere than in the current thread. All times are in nanoseconds.
 * Immutable.
 *
 * @param threadStartNs starting a platform thread and joining it
 * @param virtualStartNs starting a virtual thread and joining it
 * @param poolStartNs from the call until a pool with one worker per processor can take tasks; 0 if
 *     the pool is running already
 * @param poolEndNs closing a pool; 0 if it is running already
 * @param roundTripNs from submitting a task that does nothing to its result, if it is alone in a
 *     warm pool
 * @param pooledTaskNs processor time, in all processes together, of one of many tasks that do
 *     nothing
 * @param recordNsPerByte processor time per byte that travels in a record, not counting encoding
 *     and decoding
 * @param storeNsPerByte the same per byte that is handed over in the host store
 * @param storeNsPerBlob processor time per object in the host store
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
   * {@return typical costs, for machines where nothing has been measured}
   *
   * <p>They were measured with Baton itself on a machine with 2 cores: threads when warm, the pool
   * with the launcher's start caches.
   */
  public static Overheads standard() {
    return new Overheads(60e3, 2e3, 3.5e9, 0.3e9, 1.2e6, 20e3, 6, 1, 150e3);
  }

  /**
   * Changes the costs of starting and closing a pool; both are 0 for a pool that is running
   * already.
   *
   * @param startNs starting a pool, in nanoseconds
   * @param endNs closing it, in nanoseconds
   * @return these costs with the given ones
   */
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

  /**
   * Changes the costs of a task that does nothing.
   *
   * @param alone its round trip in a warm pool, in nanoseconds
   * @param ofMany its processor time as one of many, in nanoseconds
   * @return these costs with the given ones
   */
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
