package dev.baton.job;

import java.util.Collection;
import java.util.stream.Stream;

/**
 * The divided input of a job.
 *
 * @param <S> the type of a split
 * @param stream the splits in order; one thread reads it once. It may be lazy, and have more splits
 *     than fit in memory
 * @param count the number of splits, or {@link #UNKNOWN}
 */
public record Splits<S>(Stream<S> stream, long count) {

  /** The {@link #count} of splits that have not been counted. */
  public static final long UNKNOWN = -1;

  /**
   * Wraps splits that are in memory.
   *
   * @param <S> the type of a split
   * @param splits the splits
   * @return the splits, counted
   */
  public static <S> Splits<S> of(Collection<S> splits) {
    return new Splits<>(splits.stream(), splits.size());
  }
}
