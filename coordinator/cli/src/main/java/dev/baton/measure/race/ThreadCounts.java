package dev.baton.measure.race;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;

/** A number on the heap that threads count up, each in its way. Thread-safe but for one way. */
final class ThreadCounts {

  private static final VarHandle PLAIN;

  static {
    try {
      PLAIN = MethodHandles.lookup().findVarHandle(ThreadCounts.class, "plain", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final AtomicLong atomic = new AtomicLong();
  private final Object lock = new Object();
  private long locked;

  @SuppressWarnings("unused") // by its handle
  private long plain;

  Count by(RaceVariant variant) {
    return switch (variant) {
      case THREADS_UNSYNCHRONISED -> this::unsynchronised;
      case THREADS_SYNCHRONIZED -> this::synchronised;
      case THREADS_ATOMIC -> this::atomically;
      default -> throw new IllegalArgumentException(variant + " is not for threads");
    };
  }

  long value(RaceVariant variant) {
    return switch (variant) {
      case THREADS_UNSYNCHRONISED -> (long) PLAIN.getVolatile(this);
      case THREADS_SYNCHRONIZED -> {
        synchronized (lock) {
          yield locked;
        }
      }
      default -> atomic.get();
    };
  }

  /**
   * What {@code ++} of a volatile field does. Of a plain one the compiler may make one addition.
   */
  private void unsynchronised(long times) {
    for (long i = 0; i < times; i++) {
      PLAIN.setVolatile(this, (long) PLAIN.getVolatile(this) + 1);
    }
  }

  private void synchronised(long times) {
    for (long i = 0; i < times; i++) {
      synchronized (lock) {
        locked++;
      }
    }
  }

  private void atomically(long times) {
    for (long i = 0; i < times; i++) {
      atomic.getAndIncrement();
    }
  }
}
