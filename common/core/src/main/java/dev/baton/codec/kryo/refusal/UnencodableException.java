package dev.baton.codec.kryo.refusal;

import org.jspecify.annotations.Nullable;

/** Something in a graph cannot be serialised; the path to it is found afterwards. */
public final class UnencodableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // never serialised itself
  private final @Nullable Object culprit;

  private final String reason;
  private final String advice;

  /**
   * Creates a refusal.
   *
   * @param culprit the object, or its class if the object is not available, or null for the whole
   *     graph
   * @param reason completes "cannot be serialised: "
   * @param advice a sentence that says what to do
   */
  public UnencodableException(@Nullable Object culprit, String reason, String advice) {
    this(culprit, reason, advice, null);
  }

  /** As above, caused by something that user code threw. */
  public UnencodableException(
      @Nullable Object culprit, String reason, String advice, @Nullable Throwable cause) {
    super(reason, cause);
    this.culprit = culprit;
    this.reason = reason;
    this.advice = advice;
  }

  public @Nullable Object culprit() {
    return culprit;
  }

  public String reason() {
    return reason;
  }

  public String advice() {
    return advice;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this; // a signal, not a fault: the exception that the user sees has the stack trace
  }
}
