package dev.baton.codec;

/** Told of classes before the first record that names them is sent. Thread-safe. */
@FunctionalInterface
public interface ClassListener {

  /** Nobody wants to know. */
  ClassListener NONE = _ -> {};

  /**
   * A class that a record will name. It may be told of more than once.
   *
   * @param type the class of an object; for a lambda, a hidden class
   * @throws dev.baton.TaskEncodingException if whoever reads the record cannot have the class
   */
  void isToBeSent(Class<?> type);
}
