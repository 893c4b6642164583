package dev.baton;

import org.jspecify.annotations.Nullable;

/**
 * Data in the host store cannot be used any more, or not from here: it was given up by its owner,
 * its owner is gone, it lies on another host, or its file is damaged.
 */
public class BlobGoneException extends BatonException {

  private static final long serialVersionUID = 1L;

  /** An exception that says which data, and why. */
  public BlobGoneException(String message) {
    super(message);
  }

  /** An exception with its cause. */
  public BlobGoneException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
