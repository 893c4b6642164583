package dev.baton.cli.terminal;

import dev.baton.BatonException;
import dev.baton.ClusterException;
import dev.baton.RemoteTaskException;
import dev.baton.TaskFailedException;
import dev.baton.codec.ObjectText;
import org.jspecify.annotations.Nullable;

/** What is said of a failure. */
public final class FailureText {

  private FailureText() {}

  /** What is said of a failure in one line; of a task's, what it threw as well. */
  public static @Nullable String message(Throwable failure) {
    if (failure instanceof ClusterException e) {
      return e.forCommandLine();
    }
    if (!(failure instanceof TaskFailedException e)) {
      return failure.getMessage();
    }
    Throwable thrown = failureOf(e);
    return e.getMessage() + ": " + (isForPeople(thrown) ? thrown.getMessage() : headline(thrown));
  }

  /** What a task threw. */
  public static Throwable failureOf(TaskFailedException e) {
    return e.getCause() == null ? e : e.getCause();
  }

  /** Whether its message is all that a person needs. */
  public static boolean isForPeople(Throwable failure) {
    return failure instanceof BatonException && !(failure instanceof RemoteTaskException);
  }

  /** Its class and message. */
  public static String headline(Throwable failure) {
    return failure instanceof RemoteTaskException standIn
        ? String.valueOf(standIn.getMessage())
        : ObjectText.of(failure);
  }
}
