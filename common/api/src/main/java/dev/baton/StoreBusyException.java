package dev.baton;

/**
 * A live process or thread has held a part of the host store for so long that waiting was given up.
 * Nothing was changed; the message says who holds it.
 */
public class StoreBusyException extends BatonException {

  private static final long serialVersionUID = 1L;

  /** An exception that says what was waited for, and who has it. */
  public StoreBusyException(String message) {
    super(message);
  }
}
