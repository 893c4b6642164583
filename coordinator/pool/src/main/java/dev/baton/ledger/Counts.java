package dev.baton.ledger;

/**
 * How many tasks are in which state.
 *
 * @param added all tasks ever added
 * @param pending waiting in the ledger
 * @param dispatched sent to a worker and not yet answered
 * @param done ended with a result
 * @param failed ended with a failure, or given up
 * @param cancelled cancelled by the caller
 * @param retried attempts repeated after a failure or the loss of a worker
 * @param speculated second copies of slow tasks
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
