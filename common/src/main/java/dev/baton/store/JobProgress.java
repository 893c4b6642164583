package dev.baton.store;

/**
 * How far a coordinator was with its job when it last said so.
 *
 * @param coordinator the incarnation of the coordinator
 * @param jobId what it calls its job
 * @param pending tasks that wait in its ledger
 * @param dispatched tasks that are with workers
 * @param done tasks that ended with a result
 * @param failed tasks that ended otherwise
 * @param beatMs when the host heard that, in milliseconds since the epoch
 */
public record JobProgress(
    long coordinator,
    String jobId,
    long pending,
    long dispatched,
    long done,
    long failed,
    long beatMs) {

  /** Tasks that have not ended. */
  public long open() {
    return pending + dispatched;
  }
}
