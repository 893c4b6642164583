package dev.baton.worker;

import dev.baton.Shared;
import dev.baton.TaskContext;
import dev.baton.TaskScope;
import dev.baton.store.reader.BlobScope;
import dev.baton.wire.Attempts;
import dev.baton.wire.TaskBatch;
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

  private final ReceivedTask chunk;
  private final long taskId;
  private final String worker;
  private final long sinceMs;
  private final TaskMemory memory;
  private @Nullable Thread thread;
  private volatile Stop stop = Stop.NONE;
  private boolean inBody;
  private boolean ended;

  /**
   * A task that is about to start.
   *
   * @param chunk one of these, or the only one
   * @param memory what no other task has used
   */
  RunningTask(ReceivedTask chunk, long taskId, String worker, long sinceMs, TaskMemory memory) {
    this.chunk = chunk;
    this.taskId = taskId;
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

  /** The task alone. */
  ReceivedTask task() {
    return chunk.part(taskId, taskId + 1);
  }

  /** What it came in. */
  ReceivedBatch batch() {
    return chunk.batch();
  }

  /** What it and those with it are. */
  TaskBatch.Entry entry() {
    return chunk.entry();
  }

  /** Whether it came as one of a chunk. */
  boolean isOfChunk() {
    return chunk.isOfChunk();
  }

  /** Which item of the entry it is. */
  int item() {
    return (int) (taskId - chunk.entry().attempts().from());
  }

  /** Whether it is one of a coordinator's attempts. */
  boolean isAmong(long coordinator, Attempts some) {
    return chunk.isAmong(coordinator, some) && some.from() <= taskId && taskId < some.to();
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
    return chunk.batch().jobId();
  }

  @Override
  public long taskId() {
    return taskId;
  }

  @Override
  public int attempt() {
    return chunk.attempts().number();
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
    if (isEnded()) { // the memory may be another task's by now
      throw new IllegalStateException("The task has ended.");
    }
    return memory.allocate(bytes);
  }

  private synchronized boolean isEnded() {
    return ended;
  }

  @Override
  public String toString() {
    return task().toString();
  }
}
