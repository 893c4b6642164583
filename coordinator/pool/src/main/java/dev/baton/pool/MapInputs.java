package dev.baton.pool;

import java.util.Iterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a map, up to the first that cannot be had. Why not is kept until the results of
 * those before it are out; the iterator is not asked again. For one thread.
 */
final class MapInputs<T extends @Nullable Object> {

  private @Nullable Iterator<? extends T> source;
  private @Nullable Throwable failure;

  MapInputs(Iterator<? extends T> source) {
    this.source = source;
  }

  /** Whether there is one more, as far as the iterator says. */
  boolean hasNext() {
    Iterator<? extends T> from = source;
    try {
      if (from != null && from.hasNext()) {
        return true;
      }
    } catch (Throwable e) {
      failure = e;
    }
    source = null;
    return false;
  }

  /**
   * Gives the next input to a receiver; one that the receiver does not take counts as one that
   * cannot be had.
   *
   * @return false if there is none
   */
  boolean next(Consumer<? super T> receiver) {
    Iterator<? extends T> from = source;
    if (from == null || !hasNext()) {
      return false;
    }
    try {
      receiver.accept(from.next());
      return true;
    } catch (Throwable e) {
      failure = e;
      source = null;
      return false;
    }
  }

  /** Whether they ended with a failure that nobody has heard of. */
  boolean haveFailed() {
    return failure != null;
  }

  /** Throws, once, what has ended the inputs; does nothing if they are not at such an end. */
  void throwFailure() {
    Throwable reason = failure;
    failure = null;
    if (reason != null) {
      MapInputs.<RuntimeException>raise(reason);
    }
  }

  /** Throws what an iterator threw, also what the compiler would not have let it throw. */
  @SuppressWarnings("unchecked")
  private static <X extends Throwable> void raise(Throwable reason) throws X {
    throw (X) reason;
  }
}
