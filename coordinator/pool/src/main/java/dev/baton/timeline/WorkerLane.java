package dev.baton.timeline;

/**
 * A slot of a worker's place on its host; those of the processes that replace one another in a
 * place are the same.
 *
 * @param worker {@code host/number}
 * @param slot from 0; which of them a task had is not known, only that no other task had it then
 */
public record WorkerLane(String worker, int slot) {

  /** For people: {@code host/3}, {@code host/3 slot 2}. */
  public String name() {
    return slot == 0 ? worker : worker + " slot " + (slot + 1);
  }
}
