package dev.baton.ledger;

import dev.baton.LossCause;
import java.util.Map;

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
 * @param quarantined those of {@code failed} that were given up because they killed workers
 * @param lost attempts whose worker was gone before it had answered, by cause; of a chunk, those of
 *     each of its tasks
 */
public record Counts(
    long added,
    long pending,
    long dispatched,
    long done,
    long failed,
    long cancelled,
    long retried,
    long speculated,
    long quarantined,
    Map<LossCause, Long> lost) {

  /** Those of a pool that has done nothing yet. */
  public static final Counts ZERO = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of());

  /** Copies the map. */
  public Counts {
    lost = Map.copyOf(lost);
  }

  /** Tasks that have not ended. */
  public long open() {
    return pending + dispatched;
  }
}
