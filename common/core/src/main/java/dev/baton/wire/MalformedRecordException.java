package dev.baton.wire;

import dev.baton.BatonException;

/**
 * Bytes on a channel are not a record of this version of Baton; the reader counts them and goes on.
 */
public final class MalformedRecordException extends BatonException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception that says which rule the bytes broke. */
  public MalformedRecordException(String message) {
    super(message);
  }
}
