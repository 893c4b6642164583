package dev.baton.codec;

import java.io.IOException;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes exceptions of their forms, if the allow-list and the class loader let it. The classes are
 * the user's: whatever they throw while they are read means that there is no such exception here.
 */
final class FailureForms {

  private final AllowList allowed;
  private final ClassLoader loader;

  /** Forms of exceptions whose classes the list allows and the loader finds. */
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
   * @param skipped classes that need not be here
   * @param hashing what the hash tables of the failure may cost
   * @return null if that cannot be
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
   * Makes an exception of no more than a message and a cause.
   *
   * @return null if that cannot be
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
