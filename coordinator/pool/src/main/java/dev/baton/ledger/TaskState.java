package dev.baton.ledger;

/**
 * The state of a task: {@code PENDING ▸ DISPATCHED ▸ DONE | FAILED | CANCELLED}; a lost or
 * handed-back attempt makes it pending again.
 */
enum TaskState {
  PENDING,
  DISPATCHED,
  DONE,
  FAILED,
  CANCELLED
}
