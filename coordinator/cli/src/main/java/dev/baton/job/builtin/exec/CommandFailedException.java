package dev.baton.job.builtin.exec;

import dev.baton.BatonException;

/** A command failed, and is to be tried again. */
public final class CommandFailedException extends BatonException {

  private static final long serialVersionUID = 1L;

  public CommandFailedException(String message) {
    super(message);
  }
}
