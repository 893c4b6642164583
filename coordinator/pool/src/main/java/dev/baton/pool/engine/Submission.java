package dev.baton.pool.engine;

import dev.baton.ledger.OutcomeListener;

/** Who has submitted a task, or many, and hears what becomes of them. */
public interface Submission extends OutcomeListener {

  /** They hand over so much; said before any of them ends. */
  void bytes(long handedOver);

  /** They are in the ledger, under ids from this one on; they may have ended. */
  void submitted(long firstId);
}
