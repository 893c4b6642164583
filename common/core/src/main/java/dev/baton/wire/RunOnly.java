package dev.baton.wire;

import java.util.concurrent.Callable;

/**
 * Wraps a {@link Runnable} that is also a {@link Callable}, so that it is run: of an object that is
 * both, a worker calls {@code call}.
 */
public record RunOnly(Runnable action) implements Runnable {

  /** A runnable in the form in which it travels to be run: itself, unless it might be called. */
  public static Runnable of(Runnable action) {
    return action instanceof Callable<?> ? new RunOnly(action) : action;
  }

  @Override
  public void run() {
    action.run();
  }

  /** Shows people the action that it runs. */
  @Override
  public String toString() {
    return action.toString();
  }
}
