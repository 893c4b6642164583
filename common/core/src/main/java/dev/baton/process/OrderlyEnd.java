package dev.baton.process;

import java.time.Duration;

/**
 * Makes sure that the shutdown of this JVM finishes. A blocking shutdown hook, such as a user's,
 * would otherwise keep the process alive forever after a call of {@link System#exit}.
 */
public final class OrderlyEnd {

  private OrderlyEnd() {}

  /**
   * Makes this process halt if its shutdown takes longer than a limit.
   *
   * @param code the exit code in that case
   */
  public static void limit(Duration limit, Runnable lastWords, int code) {
    Thread watch =
        Thread.ofPlatform()
            .daemon()
            .name("baton-end-watch")
            .unstarted(() -> haltLater(limit, lastWords, code));
    // The hook only starts a thread: the JVM waits for hooks, but not for daemons.
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("baton-end").unstarted(watch::start));
  }

  private static void haltLater(Duration limit, Runnable lastWords, int code) {
    try {
      Thread.sleep(StartCache.endLimit(limit));
      lastWords.run();
    } catch (InterruptedException e) {
      // Nothing interrupts this thread; if something does, the time is up.
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }
}
