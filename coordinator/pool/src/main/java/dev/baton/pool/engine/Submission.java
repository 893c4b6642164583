package dev.baton.pool.engine;

import dev.baton.ledger.OutcomeListener;

/** The submitter of one or many tasks, told what becomes of them. */
public interface Submission extends OutcomeListener {

  /** They hand over this many bytes; called before any of them ends. */
  void bytes(long handedOver);

  /** They are in the ledger, with ids from this one on; they may have ended already. */
  void submitted(long firstId);
}
