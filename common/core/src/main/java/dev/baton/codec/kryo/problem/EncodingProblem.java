package dev.baton.codec.kryo.problem;

import dev.baton.TaskEncodingException;
import dev.baton.codec.Encoded;
import dev.baton.codec.kryo.graph.ReferenceForms;
import dev.baton.codec.kryo.refusal.OwnersException;
import dev.baton.codec.kryo.refusal.UnencodableException;
import org.jspecify.annotations.Nullable;

/** Explains what in a graph cannot be serialised, where it is, why, and what to do. */
public final class EncodingProblem {

  private EncodingProblem() {}

  /** The exception for the caller. */
  public static RuntimeException explain(
      @Nullable Object root, Throwable problem, ReferenceForms references) {
    RuntimeException owners = OwnersException.in(problem);
    if (owners != null) {
      return owners;
    }
    UnencodableException refusal = refusalIn(problem);
    if (refusal != null) {
      return explainRefusal(root, refusal, problem, references);
    }
    String rootName = nameOf(root == null ? null : root.getClass());
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

  /** The refusal of an object that takes more bytes than an array can hold. */
  public static TaskEncodingException tooLarge(@Nullable Class<?> root, long size) {
    String rootName = nameOf(root);
    return new TaskEncodingException(
        rootName
            + " cannot be serialised: its "
            + size
            + " bytes are more than one array can hold ("
            + Encoded.LARGEST_ARRAY
            + "). Send it in parts, or hand it over by reference.",
        rootName,
        null);
  }

  private static String nameOf(@Nullable Class<?> root) {
    return root == null ? "null" : GraphPath.simpleName(root);
  }

  private static TaskEncodingException explainRefusal(
      @Nullable Object root,
      UnencodableException refusal,
      Throwable problem,
      ReferenceForms references) {
    GraphPath path = GraphPath.find(root, refusal.culprit(), references);
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
