package dev.baton.codec;

import dev.baton.RemoteTaskException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describes an exception with all the exceptions that it refers to, each once, cycles included.
 *
 * <p>Exceptions are user code: any of their methods may throw anything, or return nonsense.
 */
final class FailureGraph {

  /** The longest message, in characters. */
  static final int LONGEST_TEXT = 64 * 1024;

  /** The largest serialised form of one exception; what would exceed it is left out. */
  static final int LARGEST_FORM = 512 * 1024;

  private final FailureForms forms;
  private final int most;
  private final IdentityHashMap<Throwable, Integer> indices = new IdentityHashMap<>();
  private final List<Throwable> found = new ArrayList<>();

  FailureGraph(FailureForms forms, int most) {
    this.forms = forms;
    this.most = most;
  }

  /** Describes the failure, which comes first. */
  List<FailureNode> describe(Throwable root) {
    indexOf(root);
    List<FailureNode> nodes = new ArrayList<>();
    // The list grows while it is traversed: each description finds more.
    for (int i = 0; i < found.size(); i++) {
      nodes.add(describeOne(found.get(i)));
    }
    return nodes;
  }

  /** The minimal description of an exception, without its causes. */
  static FailureNode named(Throwable failure) {
    List<String> names = classesOf(failure).stream().<String>map(Class::getName).toList();
    return new FailureNode(
        names, messageOf(failure), framesOf(failure), -1, List.of(), FailureForm.NONE);
  }

  private FailureNode describeOne(Throwable failure) {
    Throwable cause = causeOf(failure);
    int causeIndex = cause == null ? -1 : indexOf(cause);
    List<Integer> suppressed = new ArrayList<>();
    for (Throwable each : failure.getSuppressed()) {
      int index = indexOf(each);
      if (index >= 0) {
        suppressed.add(index);
      }
    }
    List<StackTraceElement> frames = framesOf(failure);
    if (failure.getClass() == RemoteTaskException.class) { // described again, not wrapped
      RemoteTaskException standIn = (RemoteTaskException) failure;
      return new FailureNode(
          standIn.remoteClassNames().stream().limit(FailureNode.MOST_NAMES).toList(),
          standIn.remoteMessage(),
          frames,
          causeIndex,
          suppressed,
          FailureForm.NONE);
    }
    List<Class<?>> classes = classesOf(failure);
    return new FailureNode(
        classes.stream().<String>map(Class::getName).toList(),
        messageOf(failure),
        frames,
        causeIndex,
        suppressed,
        FailureOutput.write(failure, classes, new Around(failure, cause), LARGEST_FORM));
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

  /** The context in which the form of one exception is written. */
  private final class Around implements FailureOutput.Surroundings {

    private final Throwable failure;
    private final @Nullable Throwable cyclicCause;

    Around(Throwable failure, @Nullable Throwable cause) {
      this.failure = failure;
      this.cyclicCause = cause != null && isCauseOf(failure, cause) ? cause : null;
    }

    /**
     * A cause whose own chain of causes leads back to this exception cannot be built before it. The
     * exception itself stands in its place, which is how {@code Throwable} marks "not yet known".
     */
    @Override
    @SuppressWarnings("ReferenceEquality") // compares identity
    public @Nullable Object inPlaceOf(Throwable other) {
      if (other == cyclicCause) {
        return failure;
      }
      int index = indexOf(other);
      return index < 0 ? null : FailurePart.failure(index);
    }

    @Override
    public boolean allows(Class<?> type) {
      return forms.allows(type);
    }

    @Override
    public boolean canRead(byte[] form) {
      return forms.read(form, Set.of(), this::partOf, new HashWork(form.length)) != null;
    }

    private @Nullable Object partOf(FailurePart part) {
      return switch (part.kind()) {
        case FAILURE -> found.get(part.index());
        case FRAMES -> new StackTraceElement[0];
        case MESSAGE -> part.text();
      };
    }
  }

  @SuppressWarnings("ReferenceEquality") // compares identity
  private boolean isCauseOf(Throwable failure, Throwable effect) {
    Throwable cause = effect;
    for (int i = 0; cause != null && i < most; i++) {
      if (cause == failure) {
        return true;
      }
      cause = causeOf(cause);
    }
    return false;
  }

  private static List<Class<?>> classesOf(Throwable failure) {
    List<Class<?>> classes = new ArrayList<>();
    Class<?> type = failure.getClass();
    while (type != Object.class && classes.size() < FailureNode.MOST_NAMES) {
      classes.add(type);
      type = type.getSuperclass();
    }
    return classes;
  }

  @SuppressWarnings("ReferenceEquality") // compares identity
  static @Nullable Throwable causeOf(Throwable failure) {
    try {
      Throwable cause = failure.getCause();
      return cause == failure ? null : cause;
    } catch (Throwable e) { // user code, which may throw anything
      return null;
    }
  }

  static @Nullable String messageOf(Throwable failure) {
    try {
      String message = failure.getMessage();
      return message == null ? null : bounded(message);
    } catch (Throwable e) { // user code, which may throw anything
      return "(no message: getMessage() threw " + e.getClass().getName() + ")";
    }
  }

  static List<StackTraceElement> framesOf(Throwable failure) {
    try {
      return List.of(failure.getStackTrace());
    } catch (Throwable e) { // user code, which may throw anything
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
