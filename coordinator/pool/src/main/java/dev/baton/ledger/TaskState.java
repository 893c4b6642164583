package dev.baton.ledger;

/**
 * Where a task stands: {@code PENDING ▸ DISPATCHED ▸ DONE | FAILED | CANCELLED}; a lost or
 * handed-back attempt makes it pending again.
 */
enum TaskState {
  PENDING,
  DISPATCHED,
  DONE,
  FAILED,
  CANCELLED
}
