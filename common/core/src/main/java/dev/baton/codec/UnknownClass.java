package dev.baton.codec;

import dev.baton.TaskDecodingException;
import org.jspecify.annotations.Nullable;

/** Tells which class is missing when a class that a record names cannot be loaded. */
public final class UnknownClass {

  private static final String WHAT_TO_DO =
      " is unknown in this process; put its jar on the class path of both sides";

  private UnknownClass() {}

  /**
   * The exception for the reader of a record.
   *
   * @param name the class that the record names
   * @param apposition a remark on the class, such as ", which a lambda comes from,"; may be empty
   * @param failure what the class loader threw
   */
  public static TaskDecodingException of(String name, String apposition, Throwable failure) {
    @Nullable MissingClassException searched = searched(failure);
    if (searched != null) {
      return new TaskDecodingException(
          "Class "
              + name
              + apposition
              + (searched.className().equals(name)
                  ? ""
                  : " needs class " + searched.className() + ", which")
              + searched.where(),
          failure);
    }
    @Nullable String missing = missing(failure);
    if (missing != null && !missing.equals(name)) {
      return new TaskDecodingException(
          "Class " + name + apposition + " needs class " + missing + ", which" + WHAT_TO_DO,
          failure);
    }
    return failure instanceof LinkageError && missing == null
        ? new TaskDecodingException(
            "Class " + name + apposition + " cannot be loaded in this process: " + failure, failure)
        : new TaskDecodingException("Class " + name + apposition + WHAT_TO_DO, failure);
  }

  /** What a loader that says where it has searched has thrown; null if there is none. */
  private static @Nullable MissingClassException searched(Throwable failure) {
    if (failure instanceof MissingClassException missing) {
      return missing;
    }
    return failure instanceof LinkageError && failure.getCause() instanceof MissingClassException e
        ? e
        : null;
  }

  /** The class that was not found; null if the failure is of another kind. */
  private static @Nullable String missing(Throwable failure) {
    return failure instanceof ClassNotFoundException || failure instanceof NoClassDefFoundError
        ? String.valueOf(failure.getMessage()).replace('/', '.')
        : null;
  }
}
