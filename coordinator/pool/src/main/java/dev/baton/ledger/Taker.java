package dev.baton.ledger;

import dev.baton.config.HeapSize;
import java.util.function.Predicate;

/**
 * A worker that has room for tasks.
 *
 * @param host its host
 * @param forSuspects whether it may have a task that may have killed a worker
 * @param heap its heap, and what the next one in its place may have
 * @param hasData whether the data of a task is on its host
 */
public record Taker(
    long host, long incarnation, boolean forSuspects, HeapSize heap, Predicate<TaskSpec> hasData) {

  /** A worker on a host that has all data. */
  public Taker(long host, long incarnation, boolean forSuspects) {
    this(host, incarnation, forSuspects, HeapSize.AUTO, _ -> true);
  }
}
