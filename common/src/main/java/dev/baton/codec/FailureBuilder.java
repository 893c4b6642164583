package dev.baton.codec;

import dev.baton.RemoteTaskException;
import dev.baton.TaskDecodingException;
import dev.baton.codec.FailureNode.Form;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes exceptions of their descriptions: of their own class if that can be had, else stand-ins.
 */
final class FailureBuilder {

  private final JavaForm javaForm;

  FailureBuilder(JavaForm javaForm) {
    this.javaForm = javaForm;
  }

  Throwable build(List<FailureNode> nodes) {
    List<Throwable> built = new ArrayList<>();
    List<Boolean> restored = new ArrayList<>();
    for (FailureNode node : nodes) {
      Throwable original = original(node);
      restored.add(original != null);
      built.add(original != null ? original : standIn(node));
    }
    for (int i = 0; i < nodes.size(); i++) {
      FailureNode node = nodes.get(i);
      if (restored.get(i) && node.form() == Form.WHOLE) {
        continue; // brought its causes and its stack trace along
      }
      link(i, node, built);
    }
    return built.getFirst();
  }

  private static void link(int self, FailureNode node, List<Throwable> built) {
    Throwable failure = built.get(self);
    try {
      failure.setStackTrace(node.frames().toArray(StackTraceElement[]::new));
      for (int index : node.suppressed()) {
        if (index >= 0 && index != self) {
          failure.addSuppressed(built.get(index));
        }
      }
      if (node.cause() >= 0 && node.cause() != self) {
        failure.initCause(built.get(node.cause()));
      }
    } catch (RuntimeException e) {
      return; // an exception class with opinions of its own (initCause refused): it stays as it is
    }
  }

  private @Nullable Throwable original(FailureNode node) {
    if (node.form() == Form.NONE) {
      return null;
    }
    try {
      Object read = javaForm.read(node.javaForm());
      return read instanceof Throwable original
              && original.getClass().getName().equals(node.className())
          ? original
          : null;
    } catch (TaskDecodingException e) {
      return null; // unknown or not allowed here: a stand-in says what it was
    }
  }

  private static Throwable standIn(FailureNode node) {
    return new RemoteTaskException(Names.shortened(node.className()), node.message());
  }
}
