package dev.baton;

/**
 * A part of the host store has no room for new data. Nothing was changed; the message says which
 * setting gives it more.
 */
public class StoreFullException extends BatonException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what is full and what to do
   */
  public StoreFullException(String message) {
    super(message);
  }
}
