package dev.baton.log.blob;

import dev.baton.BatonException;

/** Data is not, or no longer, on the log. */
public final class MissingChunkException extends BatonException {

  private static final long serialVersionUID = 1L;

  MissingChunkException(String reason) {
    super("Data for other hosts cannot be read: " + reason + ".");
  }
}
