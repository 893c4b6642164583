package dev.baton.process;

import java.time.Duration;

/**
 * Sees to it that the end of this JVM comes to an end. A shutdown hook that blocks, such as a
 * user's, would otherwise keep the process for ever once anybody has called {@link System#exit}.
 */
public final class OrderlyEnd {

  private OrderlyEnd() {}

  /**
   * From now on this process halts if its shutdown takes longer than a limit.
   *
   * @param code the exit code it then has
   */
  public static void limit(Duration limit, Runnable lastWords, int code) {
    Thread watch =
        Thread.ofPlatform()
            .daemon()
            .name("baton-end-watch")
            .unstarted(() -> haltLater(limit, lastWords, code));
    // The hook only starts a thread: the JVM waits for hooks, and not for daemons.
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("baton-end").unstarted(watch::start));
  }

  private static void haltLater(Duration limit, Runnable lastWords, int code) {
    try {
      Thread.sleep(StartCache.endLimit(limit));
      lastWords.run();
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; if somebody does, the time is up.
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }
}
