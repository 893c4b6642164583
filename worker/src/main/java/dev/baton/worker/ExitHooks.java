package dev.baton.worker;

import dev.baton.RunnableTask;
import dev.baton.codec.ObjectText;
import dev.baton.config.Durations;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs the exit hooks of programs, each on a thread of its own, and waits no longer than they may
 * take. Thread-safe.
 */
final class ExitHooks {

  /**
   * A hook that is due.
   *
   * @param loader the context class loader of its thread: it has the classes of the program
   */
  record Due(RunnableTask hook, ClassLoader loader) {}

  private final Duration limit;
  private final Consumer<String> report;
  private volatile boolean running;

  /**
   * Has run nothing.
   *
   * @param limit how long the hooks that are due at the same time may take
   * @param report receives, for people, what went wrong; from several threads
   */
  ExitHooks(Duration limit, Consumer<String> report) {
    this.limit = limit;
    this.report = report;
  }

  /**
   * Runs hooks, and waits for their ends; those that take too long are interrupted and left alone.
   * One caller at a time: another one waits, so that the process does not end while hooks run that
   * somebody else has taken.
   *
   * @param take finds those that are due, and takes them: nobody else may get them
   */
  synchronized void run(Supplier<List<Due>> take) {
    running = true;
    try {
      long endNs = System.nanoTime() + limit.toNanos();
      for (Thread each : take.get().stream().map(this::start).toList()) {
        if (!ended(each, endNs)) {
          each.interrupt();
          report.accept(
              "An exit hook did not end within %s, and was interrupted."
                  .formatted(Durations.format(limit)));
        }
      }
    } finally {
      running = false;
    }
  }

  /** Whether somebody runs hooks. */
  boolean areRunning() {
    return running;
  }

  private Thread start(Due due) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("baton-exit-hook")
            .inheritInheritableThreadLocals(false)
            .unstarted(() -> run(due.hook()));
    thread.setContextClassLoader(due.loader());
    thread.start();
    return thread;
  }

  private void run(RunnableTask hook) {
    try {
      hook.run();
    } catch (Throwable e) {
      report.accept("An exit hook failed: " + text(e));
    }
  }

  private static boolean ended(Thread thread, long endNs) {
    try {
      return thread.join(Duration.ofNanos(Math.max(0, endNs - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !thread.isAlive();
    }
  }

  private static String text(Throwable failure) {
    StringWriter text = new StringWriter();
    ObjectText.printable(failure).printStackTrace(new PrintWriter(text));
    return text.toString().stripTrailing();
  }
}
