package dev.baton.codec;

import dev.baton.codec.FailureNode.Form;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes an exception in Java's form, without what travels beside it: its cause, its suppressed
 * exceptions, its stack trace.
 *
 * <p>In place of the cause stands the exception itself, which is how {@code Throwable} marks "not
 * yet known", so that {@code initCause} works after reading. All this happens in the stream; the
 * exception is not changed.
 */
@SuppressWarnings("ReferenceEquality") // identity is what counts here
final class LoneFailureOutput extends ObjectOutputStream {

  private static final StackTraceElement[] NO_FRAMES = {};

  private final Throwable failure;
  private final @Nullable Throwable cause;
  private final Form form;
  private final List<Throwable> suppressed;

  private LoneFailureOutput(
      OutputStream out,
      Throwable failure,
      @Nullable Throwable cause,
      Form form,
      Throwable[] suppressed)
      throws IOException {
    super(out);
    this.failure = failure;
    this.cause = cause;
    this.form = form;
    this.suppressed = Arrays.asList(suppressed);
    enableReplaceObject(true);
  }

  static byte[] write(
      Throwable failure, @Nullable Throwable cause, Form form, Throwable[] suppressed)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (LoneFailureOutput out = new LoneFailureOutput(bytes, failure, cause, form, suppressed)) {
      out.writeObject(failure);
    }
    return bytes.toByteArray();
  }

  @Override
  protected Object replaceObject(Object object) {
    if (object instanceof String text) {
      return FailureGraph.bounded(text);
    }
    if (form == Form.WHOLE) {
      return object;
    }
    if (object == cause) {
      return failure;
    }
    if (object instanceof StackTraceElement[]) {
      return NO_FRAMES;
    }
    return isSuppressedList(object) ? new ArrayList<>() : object;
  }

  /** {@code Throwable} does not show its own list, only a copy of what is in it. */
  private boolean isSuppressedList(Object object) {
    if (suppressed.isEmpty()
        || !(object instanceof List<?> list)
        || list.size() != suppressed.size()) {
      return false;
    }
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) != suppressed.get(i)) {
        return false;
      }
    }
    return true;
  }
}
