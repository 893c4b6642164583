package dev.baton.role;

/**
 * A role that handles records, one after the other.
 *
 * @param <R> the type of the records
 */
public interface RecordRole<R> extends Role {

  /**
   * Handles a record.
   *
   * @param nowNs the time by a monotonic clock, in nanoseconds
   */
  void accept(R record, long nowNs);

  @Override
  default long doWork(long nowNs) {
    return NOTHING_DUE;
  }
}
