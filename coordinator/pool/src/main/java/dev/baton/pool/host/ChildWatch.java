package dev.baton.pool.host;

import dev.baton.EnvironmentException;
import dev.baton.pool.thread.VitalThread;
import dev.baton.process.ChildExit;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Replaces processes of a local host that end unexpectedly, and limits how often. Thread-safe. */
final class ChildWatch {

  private final LocalHost.Listener listener;
  private final Restarts restarts = new Restarts();
  private boolean supervised;
  private boolean closing;

  ChildWatch(LocalHost.Listener listener) {
    this.listener = listener;
  }

  /**
   * Starts supervision, once everything runs: from now on a process that ends is replaced. Until
   * now it was a failed start.
   */
  synchronized void supervise() {
    supervised = true;
  }

  /** Ends supervision: processes that end from now on were told to. */
  synchronized void close() {
    closing = true;
  }

  /**
   * Watches a process.
   *
   * @param what its name, for people
   * @param replace starts its replacement, holding this watch's lock, and returns the action to run
   *     afterwards without the lock
   */
  void watch(String what, CompletableFuture<ChildExit> exit, Supplier<Runnable> replace) {
    // Not on the thread that waits for children: starting one takes time.
    var _ =
        exit.thenAccept(
            end ->
                Thread.ofVirtual()
                    .name("baton-restart-" + what.replace(' ', '-'))
                    .start(() -> followed(what, end, replace)));
  }

  /**
   * Waits until a process is ready. One that ends before that is started again; one that lives but
   * is not ready is hopeless.
   */
  void await(Supplier<?> ready, Supplier<CompletableFuture<ChildExit>> exit, Runnable then) {
    try {
      var _ = ready.get();
      then.run();
    } catch (EnvironmentException e) {
      if (!exit.get().isDone() && !isClosing()) {
        listener.failed(e);
      }
    }
  }

  private void followed(String what, ChildExit end, Supplier<Runnable> replace) {
    try {
      ended(what, end, replace);
    } catch (Throwable e) { // no other code would start it again, or notice
      listener.failed(VitalThread.died(Thread.currentThread().getName(), e));
    }
  }

  private void ended(String what, ChildExit end, Supplier<Runnable> replace) {
    Runnable rest;
    synchronized (this) {
      if (closing || isJvmEnding()) {
        return; // a signal may have struck the children too
      }
      EnvironmentException reason =
          new EnvironmentException(
              "The %s ended (%s). %s"
                  .formatted(what, end.describe(), String.join("\n", end.lastLines())));
      if (!supervised || !restarts.allowed(System.nanoTime())) {
        listener.failed(reason);
        return;
      }
      listener.notice("the " + what + " ended (" + end.describe() + "); replacing it");
      try {
        rest = replace.get();
      } catch (EnvironmentException e) {
        listener.failed(e);
        return;
      }
    }
    rest.run();
  }

  private static boolean isJvmEnding() {
    Thread probe = Thread.ofPlatform().unstarted(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      return !Runtime.getRuntime().removeShutdownHook(probe);
    } catch (IllegalStateException e) {
      return true;
    }
  }

  private synchronized boolean isClosing() {
    return closing;
  }

  /** Limits restarts: what ends again and again will not get better. */
  private static final class Restarts {

    private static final int MOST = 10;
    private static final long WITHIN_NS = Duration.ofMinutes(1).toNanos();

    private final long[] times = new long[MOST];
    private int count;

    private boolean allowed(long nowNs) {
      int place = count % MOST;
      boolean allowed = count < MOST || nowNs - times[place] > WITHIN_NS;
      times[place] = nowNs;
      count++;
      return allowed;
    }
  }
}
