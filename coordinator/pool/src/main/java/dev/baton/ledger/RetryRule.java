package dev.baton.ledger;

import java.util.function.Predicate;

/**
 * When a failed task is retried. Deaths of workers do not count here: tasks lost with a worker
 * always run again, up to the ledger's own limit.
 *
 * @param retries how many times a failed attempt is retried
 * @param backoff how long each waits
 * @param retriable whether a task with this encoded failure may be retried; called without locks
 */
public record RetryRule(int retries, Backoff backoff, Predicate<byte[]> retriable) {

  /** A failure is final. */
  public static final RetryRule NEVER = upTo(0);

  /** Any failure is retried, up to this many times. */
  public static RetryRule upTo(int retries) {
    return new RetryRule(retries, Backoff.DEFAULT, _ -> true);
  }
}
