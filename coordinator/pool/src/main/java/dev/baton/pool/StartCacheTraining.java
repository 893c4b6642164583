package dev.baton.pool;

import dev.baton.EnvironmentException;
import dev.baton.process.ChildProcess;
import dev.baton.process.JvmCommand;
import dev.baton.process.JvmFlags;
import dev.baton.process.StartCacheMaking;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Has start caches made for the next pools, in the background, by a child that ends with this
 * process. It begins when the pool has run for a while: what is to be done first does not share the
 * processors with it, and short programs do without. Thread-safe.
 */
final class StartCacheTraining implements AutoCloseable {

  static final String WORKER = "worker";
  static final String BROKER = "broker";

  private static final Duration AFTER = Duration.ofSeconds(3);

  /** For one that is told to end: it has something to remove. */
  private static final Duration END_LIMIT = Duration.ofSeconds(1);

  /** One for all pools of a program. */
  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private static final Executor LATER =
      CompletableFuture.delayedExecutor(
          AFTER.toMillis(),
          TimeUnit.MILLISECONDS,
          task -> Thread.ofVirtual().name("baton-start-caches").start(task));

  private final List<String> roles;
  private @Nullable ChildProcess child;
  private boolean closed;

  private StartCacheTraining(List<String> roles) {
    this.roles = roles;
  }

  /**
   * Begins after a while, if caches are needed then.
   *
   * @param onLog whether the pool has a broker of its own
   */
  static StartCacheTraining later(boolean onLog) {
    StartCacheTraining training =
        new StartCacheTraining(onLog ? List.of(WORKER, BROKER) : List.of(WORKER));
    LATER.execute(training::begin);
    return training;
  }

  /** The child that makes them. */
  private JvmCommand command() {
    JvmCommand.Builder command =
        JvmCommand.builder(StartCacheMain.class.getName())
            .classPath(StartCacheMaking.classPath())
            .flags(JvmFlags.task());
    roles.forEach(command::argument);
    return command.build().atLowestPriority();
  }

  private void begin() {
    if (isClosed() || !BEGUN.compareAndSet(false, true)) {
      return;
    }
    if (StartCacheMaking.areNeeded(roles)) {
      start();
    }
  }

  private synchronized void start() {
    if (closed) {
      return;
    }
    try {
      child = ChildProcess.start("start caches", command(), _ -> {});
    } catch (EnvironmentException e) {
      System.getLogger(StartCacheTraining.class.getName())
          .log(System.Logger.Level.DEBUG, "No start caches were made", e);
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** What is not done by now is not done. */
  @Override
  public void close() {
    ChildProcess running;
    synchronized (this) {
      closed = true;
      running = child;
    }
    if (running != null) {
      var _ = running.stop(END_LIMIT);
    }
  }
}
