package dev.baton.codec;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A placeholder in the Java form of an exception for what travels beside it; replaced by that while
 * the form is read.
 *
 * @param kind what it stands for
 * @param index the index of the exception, for kind FAILURE
 * @param text the message, for kind MESSAGE
 */
record FailurePart(Kind kind, int index, @Nullable String text) implements Serializable {

  /** What replaces a part. */
  enum Kind {
    /** Another exception of the same failure: a cause, or one that a field holds. */
    FAILURE,
    /** The stack trace. */
    FRAMES,
    /** The message with which the exception was created. */
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
