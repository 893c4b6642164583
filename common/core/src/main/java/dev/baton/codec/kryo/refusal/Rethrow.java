package dev.baton.codec.kryo.refusal;

/** Carries what a user's method has thrown through signatures that declare no checked exception. */
public final class Rethrow {

  private Rethrow() {}

  /**
   * Throws the throwable unchanged.
   *
   * @return nothing; the caller writes {@code throw} so that the compiler sees the end
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // erased: nothing is cast
  public static <E extends Throwable> RuntimeException unchecked(Throwable problem) throws E {
    throw (E) problem;
  }
}
