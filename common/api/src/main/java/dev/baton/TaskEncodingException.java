package dev.baton;

import org.jspecify.annotations.Nullable;

/** A task, an argument or a result cannot be serialised. */
public class TaskEncodingException extends BatonException {

  private static final long serialVersionUID = 1L;

  private final String path;

  /**
   * An exception that names the place.
   *
   * @param message what cannot be serialised, why, and what to do
   * @param path the path of fields to the culprit, such as {@code Order.customer.connection}
   */
  public TaskEncodingException(String message, String path, @Nullable Throwable cause) {
    super(message, cause);
    this.path = path;
  }

  /** The path of fields from the encoded object to what cannot be serialised. */
  public String path() {
    return path;
  }
}
