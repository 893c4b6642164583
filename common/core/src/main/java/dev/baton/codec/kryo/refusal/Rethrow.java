package dev.baton.codec.kryo.refusal;

/** Carries what a user's method has thrown through signatures that name no checked exception. */
public final class Rethrow {

  private Rethrow() {}

  /**
   * Throws the throwable as it is.
   *
   * @return nothing: the caller throws it, so that the compiler sees the end
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // erased: nothing is cast
  public static <E extends Throwable> RuntimeException unchecked(Throwable problem) throws E {
    throw (E) problem;
  }
}
