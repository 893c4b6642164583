package dev.baton.codec;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes an exception in Java's form, with a {@link FailurePart} in place of what travels beside
 * it, and null in place of what cannot travel. The replacement happens in the stream; the exception
 * is not changed.
 */
@SuppressWarnings("ReferenceEquality") // compares identity
final class FailureOutput extends ObjectOutputStream {

  /** What is known about the context of the exception that is written. */
  interface Surroundings {

    /** The replacement for another exception; null if it is left out. */
    @Nullable Object inPlaceOf(Throwable other);

    /** Whether a record may name the class. */
    boolean allows(Class<?> type);

    /** Whether a form written here can be read. */
    boolean canRead(byte[] form);
  }

  private final @Nullable Throwable failure;
  private final Surroundings surroundings;
  private final int most;
  private final boolean careful;
  private final Set<Object> writable = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean messageSeen;
  private boolean framesSeen;
  private boolean suppressedSeen;
  private boolean holes;

  private FailureOutput(
      OutputStream out,
      @Nullable Throwable failure,
      Surroundings surroundings,
      int most,
      boolean careful)
      throws IOException {
    super(out);
    this.failure = failure;
    this.surroundings = surroundings;
    this.most = most;
    this.careful = careful;
    enableReplaceObject(true);
  }

  /**
   * Writes an exception; never fails.
   *
   * @param classes its class and superclasses, its own first
   * @param most the maximum number of bytes
   */
  static FailureForm write(
      Throwable failure, List<Class<?>> classes, Surroundings surroundings, int most) {
    FailureForm form = attempt(failure, classes, surroundings, most, false);
    if (form.whole() || surroundings.canRead(form.as(0, classes.size()))) {
      return form;
    }
    // Some part of it throws when written, is too large, or depends on what is left out. Trying
    // each part alone shows which.
    return attempt(failure, classes, surroundings, most, true);
  }

  private static FailureForm attempt(
      Throwable failure,
      List<Class<?>> classes,
      Surroundings surroundings,
      int most,
      boolean careful) {
    BoundedBytes bytes = new BoundedBytes(most);
    int head = 0;
    boolean whole = false;
    FailureOutput out = null;
    try {
      out = new FailureOutput(bytes, failure, surroundings, most, careful);
      out.writeObject(ObjectStreamClass.lookup(failure.getClass()));
      out.flush();
      head = bytes.size();
      for (Class<?> type : classes) {
        out.writeObject(ObjectStreamClass.lookup(type));
      }
      out.writeObject(failure);
      out.flush();
      whole = !out.holes;
    } catch (Throwable e) { // user code, which may throw anything
      flush(out);
    }
    return head == 0 ? FailureForm.NONE : new FailureForm(bytes.toByteArray(), head, whole);
  }

  /** Flushes what was written before a part failed; it may be enough for a superclass. */
  private static void flush(@Nullable FailureOutput out) {
    try {
      if (out != null) {
        out.flush();
      }
    } catch (Throwable e) { // there is no room for it
      return;
    }
  }

  @Override
  protected @Nullable Object replaceObject(Object object) {
    if (object == failure || object instanceof FailurePart || object instanceof FailurePart.Kind) {
      return object;
    }
    if (object instanceof String text) {
      return text(text);
    }
    if (object instanceof Throwable other) {
      Object standing = surroundings.inPlaceOf(other);
      holes |= standing == null;
      return standing;
    }
    // Throwable's own fields come first; its superclass has none.
    if (failure != null && !framesSeen && object instanceof StackTraceElement[]) {
      framesSeen = true;
      return FailurePart.FRAMES;
    }
    if (isSuppressedList(object)) {
      suppressedSeen = true;
      return new ArrayList<>();
    }
    boolean canTravel = isSerializable(object) && (!careful || isWritable(object));
    holes |= !canTravel;
    if (!canTravel) {
      return null;
    }
    if (failure == null) {
      writable.add(object);
    }
    return object;
  }

  private Object text(String text) {
    String bounded = FailureGraph.bounded(text);
    if (failure == null || framesSeen || messageSeen) {
      return bounded;
    }
    messageSeen = true;
    // Another object with the same characters: the stream replaces this one wherever it occurs.
    return FailurePart.message(String.valueOf(bounded.toCharArray()));
  }

  /** {@code Throwable} does not show its own list, only a copy of the contents. */
  private boolean isSuppressedList(Object object) {
    if (failure == null
        || !framesSeen
        || suppressedSeen
        || !(object instanceof ArrayList<?> list)
        || list.isEmpty()) {
      return false;
    }
    Throwable[] suppressed = failure.getSuppressed();
    return suppressed.length == list.size()
        && Arrays.equals(suppressed, list.toArray(), (a, b) -> a == b ? 0 : 1);
  }

  private boolean isSerializable(Object object) {
    Class<?> type = object instanceof Enum<?> e ? e.getDeclaringClass() : object.getClass();
    if (!(object instanceof Serializable) || Proxy.isProxyClass(type)) {
      return false;
    }
    for (Class<?> c = type;
        c != null && Serializable.class.isAssignableFrom(c);
        c = c.getSuperclass()) {
      if (!surroundings.allows(c)) {
        return false;
      }
    }
    return true;
  }

  private boolean isWritable(Object part) {
    if (writable.contains(part)) {
      return true;
    }
    try {
      BoundedBytes bytes = new BoundedBytes(most);
      FailureOutput trial = new FailureOutput(bytes, null, surroundings, most, false);
      trial.writeObject(ObjectStreamClass.lookup(Throwable.class)); // every form begins with this
      trial.writeObject(part);
      trial.flush();
      if (trial.holes && !surroundings.canRead(bytes.toByteArray())) {
        return false;
      }
      writable.addAll(trial.writable);
      return true;
    } catch (Throwable e) { // user code, which may throw anything
      return false;
    }
  }
}
