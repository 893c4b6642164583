package dev.baton.job.builtin.aggregate;

/** A row is not {@code key<delimiter>number}; the message says what is wrong with it. */
final class RowException extends Exception {

  private static final long serialVersionUID = 1L;

  RowException(String message) {
    // A file may have millions of bad rows, and nobody asks where in the code they were found.
    super(message, null, false, false);
  }
}
