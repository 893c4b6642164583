package dev.baton.codec;

import java.io.IOException;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Creates exceptions from their forms, if the allow-list and the class loader permit. The classes
 * are the user's: anything that they throw while being read means that the exception cannot be
 * created here.
 */
final class FailureForms {

  private final AllowList allowed;
  private final ClassLoader loader;

  /** Creates forms for exceptions whose classes the list allows and the loader finds. */
  FailureForms(AllowList allowed, ClassLoader loader) {
    this.allowed = allowed;
    this.loader = loader;
  }

  /** Whether a stream may name a class. */
  boolean allows(Class<?> type) {
    return RecordFilter.mayBeRead(allowed, type.getName());
  }

  /**
   * Reads a form.
   *
   * @param skipped classes that need not exist here
   * @param hashing the limit on the cost of the failure's hash tables
   * @return null if that is impossible
   */
  @Nullable Object read(
      byte[] form,
      Set<String> skipped,
      Function<FailurePart, @Nullable Object> parts,
      HashWork hashing) {
    if (form.length == 0) {
      return null;
    }
    try (FailureInput in = new FailureInput(form, allowed, loader, skipped, parts, hashing)) {
      return in.readFailure();
    } catch (Throwable e) {
      return null;
    }
  }

  /**
   * Creates an exception with only a message and a cause.
   *
   * @return null if that is impossible
   */
  @Nullable Object bare(
      String className,
      @Nullable String message,
      @Nullable FailurePart cause,
      Function<FailurePart, @Nullable Object> parts) {
    if (!allowed.allows(className)) {
      return null;
    }
    try {
      Class<?> type = Class.forName(className, false, loader);
      byte[] form = BareFailureOutput.write(type.asSubclass(Throwable.class), message, cause);
      return read(form, Set.of(), parts, new HashWork(form.length));
    } catch (IOException | ReflectiveOperationException | RuntimeException | Error e) {
      return null;
    }
  }
}
