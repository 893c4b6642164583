package dev.baton;

/**
 * A live process or thread has held a part of the host store for too long. Nothing was changed; the
 * message says who holds it.
 */
public class StoreBusyException extends BatonException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what was waited for, and who holds it
   */
  public StoreBusyException(String message) {
    super(message);
  }
}
