package dev.baton.job;

import java.util.Collection;
import java.util.stream.Stream;

/**
 * The divided input of a job.
 *
 * @param stream the splits in order, made as they are asked for: there may be more of them than fit
 *     in memory; used once, by one thread
 * @param count how many there are, or {@link #UNKNOWN}
 */
public record Splits<S>(Stream<S> stream, long count) {

  /** The count of splits that nobody has counted yet. */
  public static final long UNKNOWN = -1;

  /** Splits that are all there already. */
  public static <S> Splits<S> of(Collection<S> splits) {
    return new Splits<>(splits.stream(), splits.size());
  }
}
