package dev.baton.codec;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Stands in the Java form of an exception for what travels beside it, and is replaced by it while
 * the form is read.
 *
 * @param kind what it stands for
 * @param index which exception, of kind FAILURE
 * @param text the message, of kind MESSAGE
 */
record FailurePart(Kind kind, int index, @Nullable String text) implements Serializable {

  /** What is put in place of a part. */
  enum Kind {
    /** Another exception of the same failure: a cause, or one that a field holds. */
    FAILURE,
    /** The stack trace. */
    FRAMES,
    /** The message that the exception was made with. */
    MESSAGE
  }

  static final FailurePart FRAMES = new FailurePart(Kind.FRAMES, -1, null);

  static FailurePart failure(int index) {
    return new FailurePart(Kind.FAILURE, index, null);
  }

  static FailurePart message(String text) {
    return new FailurePart(Kind.MESSAGE, -1, text);
  }
}
