package dev.baton;

/**
 * A part of the host store has no room for what was to be put there. Nothing was changed; the
 * message says which setting gives it more.
 */
public class StoreFullException extends BatonException {

  private static final long serialVersionUID = 1L;

  /** An exception that says what is full and what to do. */
  public StoreFullException(String message) {
    super(message);
  }
}
