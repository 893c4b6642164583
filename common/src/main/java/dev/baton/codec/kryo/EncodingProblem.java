package dev.baton.codec.kryo;

import dev.baton.TaskEncodingException;
import org.jspecify.annotations.Nullable;

/** Says what in a graph cannot be serialised, where it is, why, and what to do. */
final class EncodingProblem {

  private EncodingProblem() {}

  static TaskEncodingException explain(@Nullable Object root, Throwable problem) {
    UnencodableException refusal = refusalIn(problem);
    if (refusal != null) {
      return explainRefusal(root, refusal, problem);
    }
    String rootName = root == null ? "null" : GraphPath.simpleName(root.getClass());
    if (problem instanceof StackOverflowError) {
      return new TaskEncodingException(
          rootName
              + " cannot be serialised: it is nested too deeply for this thread's stack. Put the"
              + " elements of linked structures into a collection, or use a larger -Xss.",
          rootName,
          problem);
    }
    return new TaskEncodingException(
        rootName + " cannot be serialised: " + problem, rootName, problem);
  }

  private static TaskEncodingException explainRefusal(
      @Nullable Object root, UnencodableException refusal, Throwable problem) {
    GraphPath path = GraphPath.find(root, refusal.culprit());
    String where = path.holder().isEmpty() ? path.path() : path.path() + " (" + path.holder() + ")";
    return new TaskEncodingException(
        where + " cannot be serialised: " + refusal.reason() + ". " + refusal.advice(),
        path.path(),
        problem == refusal ? null : problem);
  }

  private static @Nullable UnencodableException refusalIn(Throwable problem) {
    for (Throwable t = problem; t != null; t = t.getCause()) {
      if (t instanceof UnencodableException refusal) {
        return refusal;
      }
    }
    return null;
  }
}
