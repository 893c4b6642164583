package dev.baton.wire;

import java.util.concurrent.Callable;

/**
 * A {@link Runnable} that is also a {@link Callable}, on its way to be run: of what is both, a
 * worker calls {@code call}.
 */
public record RunOnly(Runnable action) implements Runnable {

  /** A runnable as it travels so that it is run: itself, unless it might be called. */
  public static Runnable of(Runnable action) {
    return action instanceof Callable<?> ? new RunOnly(action) : action;
  }

  @Override
  public void run() {
    action.run();
  }

  /** For people it is what it runs. */
  @Override
  public String toString() {
    return action.toString();
  }
}
