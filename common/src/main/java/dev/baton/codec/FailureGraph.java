package dev.baton.codec;

import dev.baton.RemoteTaskException;
import dev.baton.codec.FailureNode.Form;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes an exception with its causes and suppressed exceptions, each once, cycles included.
 *
 * <p>Exceptions are user code: any of their methods may throw, or return nonsense.
 */
final class FailureGraph {

  /** Longest message, in characters. */
  static final int LONGEST_TEXT = 64 * 1024;

  /**
   * Largest serialised form of one exception; a larger one (it drags its data along) is described
   * instead.
   */
  static final int LARGEST_FORM = 1024 * 1024;

  private final int most;
  private final IdentityHashMap<Throwable, Integer> indices = new IdentityHashMap<>();
  private final List<Throwable> found = new ArrayList<>();

  FailureGraph(int most) {
    this.most = most;
  }

  List<FailureNode> describe(Throwable root) {
    indexOf(root);
    List<FailureNode> nodes = new ArrayList<>();
    // The list grows while it is walked: each description finds more.
    for (int i = 0; i < found.size(); i++) {
      nodes.add(describeOne(found.get(i)));
    }
    return nodes;
  }

  private FailureNode describeOne(Throwable failure) {
    Throwable cause = causeOf(failure);
    int causeIndex = cause == null ? -1 : indexOf(cause);
    Throwable[] suppressed = failure.getSuppressed();
    List<Integer> suppressedIndices = new ArrayList<>();
    for (Throwable each : suppressed) {
      int index = indexOf(each);
      if (index >= 0) {
        suppressedIndices.add(index);
      }
    }
    Form form = keepsFailuresItself(failure.getClass()) ? Form.WHOLE : Form.ALONE;
    byte[] javaForm = serialised(failure, cause, suppressed, form);
    boolean standIn = failure instanceof RemoteTaskException;
    return new FailureNode(
        standIn ? ((RemoteTaskException) failure).remoteClassName() : failure.getClass().getName(),
        standIn ? ((RemoteTaskException) failure).remoteMessage() : messageOf(failure),
        framesOf(failure),
        causeIndex,
        suppressedIndices,
        javaForm.length == 0 ? Form.NONE : form,
        javaForm);
  }

  private int indexOf(Throwable failure) {
    Integer known = indices.get(failure);
    if (known != null) {
      return known;
    }
    if (found.size() == most) {
      return -1;
    }
    indices.put(failure, found.size());
    found.add(failure);
    return found.size() - 1;
  }

  private static byte[] serialised(
      Throwable failure, @Nullable Throwable cause, Throwable[] suppressed, Form form) {
    if (failure.getClass() == RemoteTaskException.class) {
      return new byte[0]; // described a second time, not wrapped
    }
    try {
      byte[] bytes =
          LoneFailureOutput.write(failure, form == Form.ALONE ? cause : null, form, suppressed);
      return bytes.length > LARGEST_FORM ? new byte[0] : bytes;
    } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
      return new byte[0]; // not serialisable: it travels as a description
    }
  }

  /**
   * Whether the class keeps exceptions elsewhere than {@code Throwable} does. Then it cannot be
   * taken apart and put together again, because nobody but the class knows which of its fields must
   * hold them.
   */
  private static boolean keepsFailuresItself(Class<?> type) {
    try {
      if (type.getMethod("getCause").getDeclaringClass() != Throwable.class) {
        return true;
      }
      for (Class<?> c = type; c != null && c != Throwable.class; c = c.getSuperclass()) {
        for (var field : c.getDeclaredFields()) {
          if (Throwable.class.isAssignableFrom(field.getType())) {
            return true;
          }
        }
      }
      return false;
    } catch (ReflectiveOperationException | LinkageError e) {
      return true;
    }
  }

  @SuppressWarnings("ReferenceEquality") // identity is what is asked
  private static @Nullable Throwable causeOf(Throwable failure) {
    try {
      Throwable cause = failure.getCause();
      return cause == failure ? null : cause;
    } catch (RuntimeException | StackOverflowError e) {
      return null;
    }
  }

  private static @Nullable String messageOf(Throwable failure) {
    try {
      String message = failure.getMessage();
      return message == null ? null : bounded(message);
    } catch (RuntimeException | StackOverflowError e) {
      return "(no message: getMessage() threw " + e.getClass().getName() + ")";
    }
  }

  private static List<StackTraceElement> framesOf(Throwable failure) {
    try {
      return List.of(failure.getStackTrace());
    } catch (RuntimeException | StackOverflowError e) {
      return List.of();
    }
  }

  /** The text, cut to the longest that travels. */
  static String bounded(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    int more = text.length() - LONGEST_TEXT;
    return text.substring(0, LONGEST_TEXT) + "… (" + more + " more characters)";
  }
}
