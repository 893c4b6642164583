package dev.baton.codec;

import dev.baton.RemoteTaskException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates exceptions from their descriptions: of their own class if possible, else of the nearest
 * superclass. For one failure and one thread.
 */
final class FailureBuilder {

  /** A {@link RemoteTaskException} is all of these, and more specific. */
  private static final Set<String> GENERAL =
      Set.of("java.lang.Throwable", "java.lang.Exception", "java.lang.RuntimeException");

  private final FailureForms forms;
  private final List<FailureNode> nodes;
  private final @Nullable Throwable[] built;
  private final boolean[] begun;

  /** Objects that existed before, such as the only one of their class: they are not changed. */
  private final Set<Throwable> shared = Collections.newSetFromMap(new IdentityHashMap<>());

  private final HashWork hashing;

  /**
   * Creates a builder.
   *
   * @param hashing the limit on the cost of all exceptions' hash tables together
   */
  FailureBuilder(FailureForms forms, List<FailureNode> nodes, HashWork hashing) {
    this.forms = forms;
    this.nodes = nodes;
    this.hashing = hashing;
    this.built = new Throwable[nodes.size()];
    this.begun = new boolean[nodes.size()];
  }

  Throwable build() {
    // Causes usually come after the exceptions that they caused, and are needed first.
    for (int i = nodes.size() - 1; i >= 0; i--) {
      var _ = get(i);
    }
    for (int i = 0; i < nodes.size(); i++) {
      complete(i);
    }
    return Objects.requireNonNull(get(0));
  }

  /** An exception of the failure; null while it is still being built. */
  private @Nullable Throwable get(int index) {
    if (!begun[index]) {
      begun[index] = true;
      built[index] = make(nodes.get(index));
    }
    return built[index];
  }

  private Throwable make(FailureNode node) {
    List<String> names = node.classNames();
    RemoteTaskException standIn = standIn(node);
    String message = node.message();
    for (int level = 0; level < names.size(); level++) {
      if (level > 0 && GENERAL.contains(names.get(level))) {
        break;
      }
      Throwable failure = make(node, level, message);
      if (failure != null) {
        return failure;
      }
      message = standIn.getMessage(); // names the class that it would have been
    }
    return standIn;
  }

  /** The exception as one of its classes, or null if that is impossible. */
  private @Nullable Throwable make(FailureNode node, int level, @Nullable String message) {
    List<String> names = node.classNames();
    byte[] form = node.form().as(level, names.size());
    Set<String> skipped = Set.copyOf(names.subList(0, level));
    Function<FailurePart, @Nullable Object> parts = part -> partOf(node, part, level, message);
    boolean isWhole = level == 0 && node.form().whole();
    Throwable read =
        make(
            node,
            () -> forms.read(form, skipped, parts, hashing),
            made -> isSuch(made, names.get(level), message, isWhole));
    if (read != null) {
      return read;
    }
    boolean isCauseThere = node.cause() >= 0 && get(node.cause()) != null;
    FailurePart cause = isCauseThere ? FailurePart.failure(node.cause()) : null;
    return make(
        node,
        () -> forms.bare(names.get(level), message, cause, parts),
        made -> isSuch(made, names.get(level), message, false));
  }

  @SuppressWarnings("ReferenceEquality") // compares identity
  private @Nullable Throwable make(
      FailureNode node, Supplier<@Nullable Object> way, Predicate<Throwable> isSuch) {
    if (!(way.get() instanceof Throwable made) || !isSuch.test(made)) {
      return null;
    }
    // A new one has the trace of the failure, unless that has none.
    boolean isNew = !node.frames().isEmpty() && FailureGraph.framesOf(made).equals(node.frames());
    if (!isNew && way.get() == made) {
      shared.add(made);
    }
    return made;
  }

  /**
   * Whether an exception is of the class, can be printed, and has the right message. An exception
   * that was written whole may have another message than at the sender: its serialisation wants it
   * so.
   */
  private static boolean isSuch(
      Throwable failure, String className, @Nullable String message, boolean isWhole) {
    try {
      String said = failure.getMessage();
      var _ = failure.toString();
      return failure.getClass().getName().equals(className)
          && (isWhole || Objects.equals(said, message));
    } catch (Throwable e) { // user code, which may throw anything
      return false;
    }
  }

  private @Nullable Object partOf(
      FailureNode node, FailurePart part, int level, @Nullable String message) {
    return switch (part.kind()) {
      case FAILURE -> part.index() >= 0 && part.index() < built.length ? get(part.index()) : null;
      case FRAMES -> node.frames().toArray(StackTraceElement[]::new);
      case MESSAGE -> level == 0 ? part.text() : message;
    };
  }

  /** Adds what did not exist yet when the exception was created. */
  @SuppressWarnings("ReferenceEquality") // compares identity
  private void complete(int index) {
    Throwable failure = Objects.requireNonNull(built[index]);
    if (shared.contains(failure)) {
      return;
    }
    FailureNode node = nodes.get(index);
    if (!FailureGraph.framesOf(failure).equals(node.frames())) {
      attempt(() -> failure.setStackTrace(node.frames().toArray(StackTraceElement[]::new)));
    }
    if (failure.getSuppressed().length == 0) {
      node.suppressed().forEach(other -> suppress(failure, built(other)));
    }
    Throwable cause = built(node.cause());
    if (cause != null && cause != failure && FailureGraph.causeOf(failure) == null) {
      attempt(() -> failure.initCause(cause));
      if (FailureGraph.causeOf(failure) == null) {
        suppress(failure, cause);
      }
    }
    boolean isOriginal = failure.getClass().getName().equals(node.classNames().getFirst());
    if (isOriginal && !Objects.equals(FailureGraph.messageOf(failure), node.message())) {
      suppress(failure, standIn(node)); // it has the same message as at the sender
    }
  }

  private @Nullable Throwable built(int index) {
    return index < 0 ? null : built[index];
  }

  private static RemoteTaskException standIn(FailureNode node) {
    List<String> names = node.classNames().stream().map(Names::shortened).toList();
    return new RemoteTaskException(names, node.message());
  }

  @SuppressWarnings("ReferenceEquality") // compares identity
  private static void suppress(Throwable failure, @Nullable Throwable other) {
    if (other != null && other != failure) {
      failure.addSuppressed(other);
    }
  }

  private static void attempt(Runnable change) {
    try {
      change.run();
    } catch (Throwable e) { // user code, which may refuse and throw anything
      return;
    }
  }
}
