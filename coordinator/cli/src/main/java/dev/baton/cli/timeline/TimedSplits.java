package dev.baton.cli.timeline;

import dev.baton.role.Clock;
import java.util.Iterator;

/**
 * Tells a trace when a job was at work at its next splits; what follows at once is told as one. For
 * one thread.
 */
public final class TimedSplits<S> implements Iterator<S> {

  /** As many microseconds apart, two pieces of work are told as two. */
  private static final long APART_MICROS = 1_000;

  private final Iterator<S> splits;
  private final TraceFile trace;
  private final Clock clock;
  private long fromMicros = -1;
  private long toMicros;
  private long count;

  /** Passes on all splits. */
  public TimedSplits(Iterator<S> splits, TraceFile trace, Clock clock) {
    this.splits = splits;
    this.trace = trace;
    this.clock = clock;
  }

  @Override
  public boolean hasNext() {
    long sinceMicros = clock.epochMicros();
    boolean hasNext = splits.hasNext();
    worked(sinceMicros, 0);
    if (!hasNext) {
      tell();
    }
    return hasNext;
  }

  @Override
  public S next() {
    long sinceMicros = clock.epochMicros();
    S next = splits.next();
    worked(sinceMicros, 1);
    return next;
  }

  private void worked(long sinceMicros, int splitsMade) {
    if (fromMicros >= 0 && sinceMicros - toMicros > APART_MICROS) {
      tell();
    }
    if (fromMicros < 0) {
      fromMicros = sinceMicros;
    }
    toMicros = Math.max(sinceMicros, clock.epochMicros());
    count += splitsMade;
  }

  private void tell() {
    if (fromMicros >= 0) {
      trace.split(fromMicros, toMicros, count);
    }
    fromMicros = -1;
    count = 0;
  }
}
