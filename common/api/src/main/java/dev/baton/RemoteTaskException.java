package dev.baton;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for an exception that a task threw in a worker, where neither its class nor one of its
 * superclasses can be built here, but for those that every exception has.
 *
 * <p>Its stack trace, cause and suppressed exceptions are the remote ones.
 */
public class RemoteTaskException extends BatonException {

  private static final long serialVersionUID = 2L;

  @SuppressWarnings("serial") // immutable lists of texts are serialisable
  private final List<String> remoteClassNames;

  private final @Nullable String remoteMessage;

  /** A stand-in without cause; the maker sets the remote stack trace and cause. */
  public RemoteTaskException(String remoteClassName, @Nullable String remoteMessage) {
    this(List.of(remoteClassName), remoteMessage);
  }

  /**
   * A stand-in without cause; the maker sets the remote stack trace and cause.
   *
   * @param remoteClassNames of the class of the original exception and its superclasses, its own
   *     first; one at least
   */
  public RemoteTaskException(List<String> remoteClassNames, @Nullable String remoteMessage) {
    super(
        remoteMessage == null
            ? remoteClassNames.getFirst()
            : remoteClassNames.getFirst() + ": " + remoteMessage);
    this.remoteClassNames = List.copyOf(remoteClassNames);
    this.remoteMessage = remoteMessage;
  }

  /** The name of the class of the original exception. */
  public String remoteClassName() {
    return remoteClassNames.getFirst();
  }

  /** The names of the class of the original exception and of its superclasses, its own first. */
  public List<String> remoteClassNames() {
    return remoteClassNames;
  }

  /** The message of the original exception. */
  public @Nullable String remoteMessage() {
    return remoteMessage;
  }
}
