package dev.baton.codec;

import java.io.ByteArrayOutputStream;
import java.io.ObjectStreamConstants;
import java.util.Arrays;

/**
 * An exception in Java's serialised form, written so that it can also be read as an object of one
 * of its superclasses.
 *
 * <pre>
 *   head: stream header, descriptors of the class and its superclasses
 *   views: for each of these classes, from its own up, a reference to its descriptor (5 bytes)
 *   body: the exception, beginning with a reference to its class
 * </pre>
 *
 * <p>Fields are written from {@code Throwable}'s down. So with a different reference at the start
 * of the body, the same bytes are an object of that superclass, with surplus data at the end; they
 * may even break off there.
 *
 * @param bytes empty if there is no form
 * @param head how many of the bytes are the head
 * @param whole whether nothing is left out; otherwise, what could not be written is null
 */
@SuppressWarnings("ArrayRecordComponent") // forms are never compared, and their arrays never kept
record FailureForm(byte[] bytes, int head, boolean whole) {

  static final FailureForm NONE = new FailureForm(new byte[0], 0, false);

  /** A class is referred to by a tag and four bytes. */
  private static final int REFERENCE_BYTES = 1 + Integer.BYTES;

  boolean isEmpty() {
    return bytes.length == 0;
  }

  /**
   * A stream of two objects: the descriptors, and the exception as if it were of a superclass.
   *
   * @param classes how many classes the exception has
   * @param level the class to read it as, 0 for its own
   * @return empty if it cannot be read as that class
   */
  byte[] as(int level, int classes) {
    int body = head + classes * REFERENCE_BYTES;
    if (isEmpty() || head <= 0 || body > bytes.length) {
      return new byte[0];
    }
    ByteArrayOutputStream view = new ByteArrayOutputStream(bytes.length);
    view.write(bytes, 0, head);
    if (level == 0) {
      view.write(bytes, body, bytes.length - body);
      return view.toByteArray();
    }
    int fields = body + 1 + REFERENCE_BYTES;
    if (fields > bytes.length || !isOfOwnClass(body)) {
      return new byte[0];
    }
    view.write(ObjectStreamConstants.TC_OBJECT);
    view.write(bytes, head + level * REFERENCE_BYTES, REFERENCE_BYTES);
    view.write(bytes, fields, bytes.length - fields);
    return view.toByteArray();
  }

  /** Whether the exception was written itself, and not another object in its place. */
  private boolean isOfOwnClass(int body) {
    return bytes[body] == ObjectStreamConstants.TC_OBJECT
        && Arrays.equals(
            bytes, body + 1, body + 1 + REFERENCE_BYTES, bytes, head, head + REFERENCE_BYTES);
  }
}
