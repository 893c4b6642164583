package dev.baton;

import org.jspecify.annotations.Nullable;

/**
 * Data in the host store can no longer be used, or not from here: its owner freed it or is gone, it
 * lies on another host, or its file is damaged.
 */
public class BlobGoneException extends BatonException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message which data, and why
   */
  public BlobGoneException(String message) {
    super(message);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message what happened and what to do
   * @param cause what led to it, or null
   */
  public BlobGoneException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
