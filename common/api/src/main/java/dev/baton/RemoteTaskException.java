package dev.baton;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for an exception that a task threw in a worker if neither its class nor any superclass
 * can be built here, other than the superclasses that every exception has.
 *
 * <p>Its stack trace, cause and suppressed exceptions are the remote ones.
 */
public class RemoteTaskException extends BatonException {

  private static final long serialVersionUID = 2L;

  /** The names of the original class and its superclasses. */
  @SuppressWarnings("serial") // immutable lists of texts are serialisable
  private final List<String> remoteClassNames;

  /** The original message. */
  private final @Nullable String remoteMessage;

  /**
   * A stand-in without a cause; whoever creates it sets the remote stack trace and cause.
   *
   * @param remoteClassName the name of the class of the original exception
   * @param remoteMessage its message, or null
   */
  public RemoteTaskException(String remoteClassName, @Nullable String remoteMessage) {
    this(List.of(remoteClassName), remoteMessage);
  }

  /**
   * A stand-in without a cause; whoever creates it sets the remote stack trace and cause.
   *
   * @param remoteClassNames names of the class of the original exception and of its superclasses,
   *     its own first; at least one
   * @param remoteMessage its message, or null
   */
  public RemoteTaskException(List<String> remoteClassNames, @Nullable String remoteMessage) {
    super(
        remoteMessage == null
            ? remoteClassNames.getFirst()
            : remoteClassNames.getFirst() + ": " + remoteMessage);
    this.remoteClassNames = List.copyOf(remoteClassNames);
    this.remoteMessage = remoteMessage;
  }

  /** {@return the name of the class of the original exception} */
  public String remoteClassName() {
    return remoteClassNames.getFirst();
  }

  /**
   * {@return the names of the class of the original exception and of its superclasses, its own
   * first}
   */
  public List<String> remoteClassNames() {
    return remoteClassNames;
  }

  /** {@return the message of the original exception} */
  public @Nullable String remoteMessage() {
    return remoteMessage;
  }
}
