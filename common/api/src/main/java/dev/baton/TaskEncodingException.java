package dev.baton;

import org.jspecify.annotations.Nullable;

/** A task, an argument or a result cannot be serialised. */
public class TaskEncodingException extends BatonException {

  private static final long serialVersionUID = 1L;

  /** The path of fields to the culprit. */
  private final String path;

  /**
   * Creates an exception.
   *
   * @param message what cannot be serialised, why, and what to do
   * @param path the path of fields to the culprit, such as {@code Order.customer.connection}
   * @param cause what led to it, or null
   */
  public TaskEncodingException(String message, String path, @Nullable Throwable cause) {
    super(message, cause);
    this.path = path;
  }

  /** {@return the path of fields from the encoded object to the culprit} */
  public String path() {
    return path;
  }
}
