package dev.baton.ledger;

import java.util.function.Predicate;

/**
 * When a failed task is tried again. Deaths of workers are none of its business: what they cost is
 * always run again, up to the ledger's own limit.
 *
 * @param retries how many attempts may follow failed ones
 * @param backoff how long each waits
 * @param retriable says of an encoded failure whether it may be another time; called without locks
 */
public record RetryRule(int retries, Backoff backoff, Predicate<byte[]> retriable) {

  /** A failure is final. */
  public static final RetryRule NEVER = upTo(0);

  /** Any failure is followed by another attempt, so many times. */
  public static RetryRule upTo(int retries) {
    return new RetryRule(retries, Backoff.DEFAULT, _ -> true);
  }
}
