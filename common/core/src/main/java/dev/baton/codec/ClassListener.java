package dev.baton.codec;

/** Told of classes before the first record that names them is sent. Thread-safe. */
@FunctionalInterface
public interface ClassListener {

  /** Does nothing. */
  ClassListener NONE = _ -> {};

  /**
   * Announces a class that a record will name. A class may be announced more than once.
   *
   * @param type the class of an object; for a lambda, a hidden class
   * @throws dev.baton.TaskEncodingException if the reader of the record cannot get the class
   */
  void isToBeSent(Class<?> type);
}
