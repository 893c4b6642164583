package dev.baton.ledger;

/**
 * How many tasks are where.
 *
 * @param added all tasks ever added
 * @param pending waiting here
 * @param dispatched sent to a worker and not yet answered
 * @param done ended with a result
 * @param failed ended with a failure or given up
 * @param cancelled ended by the caller's wish
 * @param retried attempts that were made again after a failure or a lost worker
 * @param speculated second copies of tasks that took long
 */
public record Counts(
    long added,
    long pending,
    long dispatched,
    long done,
    long failed,
    long cancelled,
    long retried,
    long speculated) {

  /** Tasks that have not ended. */
  public long open() {
    return pending + dispatched;
  }
}
