package dev.baton.pool.thread;

import dev.baton.EnvironmentException;
import dev.baton.codec.ObjectText;
import java.util.function.Consumer;

/** A thread without which a pool cannot go on. */
public final class VitalThread {

  private VitalThread() {}

  /**
   * Starts a daemon.
   *
   * @param work the work of the thread; anything it throws breaks the pool
   * @param onBroken told what it threw
   */
  public static Thread start(
      String name, Runnable work, Consumer<? super EnvironmentException> onBroken) {
    return Thread.ofPlatform()
        .daemon()
        .name(name)
        .start(
            () -> {
              try {
                work.run();
              } catch (Throwable e) { // an Error too: nothing else would report the thread's death
                onBroken.accept(died(name, e));
              }
            });
  }

  /** Describes the unexpected end of a thread. */
  public static EnvironmentException died(String name, Throwable cause) {
    return new EnvironmentException(
        "The pool's thread " + name + " has died: " + ObjectText.of(cause), cause);
  }
}
