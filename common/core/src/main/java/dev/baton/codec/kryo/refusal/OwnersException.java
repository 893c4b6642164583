package dev.baton.codec.kryo.refusal;

import dev.baton.BatonException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries what the owner of a reference threw to the caller, which gets the original: Baton has
 * nothing to add to "this handle is closed".
 */
public final class OwnersException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final RuntimeException original;

  private OwnersException(RuntimeException original) {
    super(original);
    this.original = original;
  }

  /** Calls the owner's function. */
  public static <R> R guard(Supplier<R> function) {
    try {
      return function.get();
    } catch (IllegalStateException | BatonException e) {
      throw new OwnersException(e);
    }
  }

  /** As above, for a function that returns nothing. */
  public static void guard(Runnable function) {
    var _ =
        guard(
            () -> {
              function.run();
              return function;
            });
  }

  /** The original behind a problem, or null if no owner threw it. */
  public static @Nullable RuntimeException in(Throwable problem) {
    for (Throwable t = problem; t != null; t = t.getCause()) {
      if (t instanceof OwnersException owners) {
        return owners.original;
      }
    }
    return null;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this; // a signal, not a fault: the original has the stack trace
  }
}
