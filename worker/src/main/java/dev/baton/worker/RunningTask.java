package dev.baton.worker;

import dev.baton.Shared;
import dev.baton.TaskContext;
import dev.baton.TaskScope;
import dev.baton.store.blob.BlobScope;
import dev.baton.wire.AttemptId;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A task that a thread runs now, or is about to. Thread-safe.
 *
 * <p>Who answers for it is decided here, once: the thread that runs it, by {@link #end}, or those
 * who have waited in vain for that, by {@link #abandon}.
 */
final class RunningTask implements TaskContext {

  /** Why a task was told to stop. */
  enum Stop {
    /** It was not. */
    NONE,
    CANCELLED,
    TIMED_OUT
  }

  private final ReceivedTask task;
  private final String worker;
  private final long sinceMs;
  private final TaskMemory memory;
  private @Nullable Thread thread;
  private volatile Stop stop = Stop.NONE;
  private boolean inBody;
  private boolean ended;

  RunningTask(ReceivedTask task, String worker, long sinceMs, TaskMemory memory) {
    this.task = task;
    this.worker = worker;
    this.sinceMs = sinceMs;
    this.memory = memory;
  }

  /** What the calling thread's task has opened in the host store; null if it runs no task. */
  static @Nullable BlobScope scopeOfThread() {
    return TaskScope.currentOrNull() instanceof RunningTask task ? task.memory.scope() : null;
  }

  TaskMemory memory() {
    return memory;
  }

  ReceivedTask task() {
    return task;
  }

  long sinceMs() {
    return sinceMs;
  }

  Stop stop() {
    return stop;
  }

  /** Where in its code the task is. */
  synchronized StackTraceElement[] stack() {
    return thread == null ? new StackTraceElement[0] : thread.getStackTrace();
  }

  /**
   * This thread runs the task now; returns false if it is not to, because the task was told to stop
   * before. An interrupt that is left from before was meant for another.
   */
  synchronized boolean begin() {
    var _ = Thread.interrupted();
    thread = Thread.currentThread();
    return stop == Stop.NONE && !ended;
  }

  /**
   * The body of the task, the user's own code, begins now; returns false if it is not to, because
   * the task was told to stop while it was made ready. To be asked right before the body: whoever
   * has told the task to stop before this can rely on it that the body never begins.
   */
  synchronized boolean enterBody() {
    inBody = stop == Stop.NONE && !ended;
    return inBody;
  }

  /**
   * Keeps the body from beginning, without an interrupt; returns false if it has begun, or the task
   * was told to stop before.
   */
  synchronized boolean withdraw() {
    if (inBody || ended || stop != Stop.NONE) {
      return false;
    }
    stop = Stop.CANCELLED;
    return true;
  }

  /** Tells the task to stop; returns false if it has ended, or was told before. */
  synchronized boolean interrupt(Stop reason) {
    if (ended || stop != Stop.NONE) {
      return false;
    }
    stop = reason;
    if (thread != null) {
      thread.interrupt();
    }
    return true;
  }

  /**
   * The task's own thread is done with it. No interrupt comes after this, and one that came before
   * is forgotten.
   *
   * @return whether the thread is to answer for it; false if others have
   */
  synchronized boolean end() {
    var _ = Thread.interrupted();
    return close();
  }

  /** Nobody waits any longer; returns whether the caller is to answer for the task. */
  synchronized boolean abandon() {
    return close();
  }

  private boolean close() {
    boolean first = !ended;
    ended = true;
    return first;
  }

  @Override
  public String jobId() {
    return task.batch().jobId();
  }

  @Override
  public long taskId() {
    return attemptId().taskId();
  }

  @Override
  public int attempt() {
    return attemptId().attempt();
  }

  @Override
  public String worker() {
    return worker;
  }

  @Override
  public boolean isCancelled() {
    return stop != Stop.NONE;
  }

  @Override
  public Shared<MemorySegment> allocate(long bytes) {
    return memory.allocate(bytes);
  }

  private AttemptId attemptId() {
    return task.attempt();
  }
}
