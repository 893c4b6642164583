package dev.baton;

import org.jspecify.annotations.Nullable;

/**
 * Stands in for an exception that a task threw in a worker and whose class is unknown or cannot be
 * rebuilt here.
 *
 * <p>Its stack trace, cause and suppressed exceptions are the remote ones.
 */
public class RemoteTaskException extends BatonException {

  private static final long serialVersionUID = 1L;

  private final String remoteClassName;
  private final @Nullable String remoteMessage;

  /** A stand-in without cause; the maker sets the remote stack trace and cause. */
  public RemoteTaskException(String remoteClassName, @Nullable String remoteMessage) {
    super(remoteMessage == null ? remoteClassName : remoteClassName + ": " + remoteMessage);
    this.remoteClassName = remoteClassName;
    this.remoteMessage = remoteMessage;
  }

  /** The name of the class of the original exception. */
  public String remoteClassName() {
    return remoteClassName;
  }

  /** The message of the original exception. */
  public @Nullable String remoteMessage() {
    return remoteMessage;
  }
}
