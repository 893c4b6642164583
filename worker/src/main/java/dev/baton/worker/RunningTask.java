package dev.baton.worker;

import dev.baton.JobFile;
import dev.baton.Shared;
import dev.baton.TaskContext;
import dev.baton.TaskScope;
import dev.baton.process.TaskLine;
import dev.baton.store.reader.BlobScope;
import dev.baton.wire.Attempts;
import dev.baton.wire.TaskBatch;
import dev.baton.wire.WorkerName;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A task that a thread runs now, or is about to. Thread-safe.
 *
 * <p>This class decides, once, who answers the task: the thread that runs it, through {@link #end},
 * or a thread that has waited for that in vain, through {@link #abandon}.
 */
final class RunningTask implements TaskContext {

  /** Why a task was told to stop. */
  enum Stop {
    /** It was not told to. */
    NONE,
    CANCELLED,
    TIMED_OUT
  }

  private final ReceivedTask chunk;
  private final long taskId;
  private final String worker;
  private final int slot;
  private final long sinceMs;
  private final TaskMemory memory;
  private @Nullable Thread thread;
  private @Nullable PrintedLines printed;
  private volatile Stop stop = Stop.NONE;
  private boolean inBody;
  private boolean ended;

  /**
   * Creates a task that is about to start.
   *
   * @param chunk the tasks that it belongs to, or the task itself
   * @param slot in which it runs, among those of its host
   * @param memory memory that no other task has used
   */
  RunningTask(
      ReceivedTask chunk, long taskId, String worker, int slot, long sinceMs, TaskMemory memory) {
    this.chunk = chunk;
    this.taskId = taskId;
    this.worker = worker;
    this.slot = slot;
    this.sinceMs = sinceMs;
    this.memory = memory;
  }

  /**
   * The blobs that the calling thread's task has opened in the host store; null if it runs no task.
   */
  static @Nullable BlobScope scopeOfThread() {
    return TaskScope.currentOrNull() instanceof RunningTask task ? task.memory.scope() : null;
  }

  TaskMemory memory() {
    return memory;
  }

  /** This task alone. */
  ReceivedTask task() {
    return chunk.part(taskId, taskId + 1);
  }

  /** The batch in which it came. */
  ReceivedBatch batch() {
    return chunk.batch();
  }

  /** The entry to which it belongs. */
  TaskBatch.Entry entry() {
    return chunk.entry();
  }

  /** Whether it came as part of a chunk. */
  boolean isOfChunk() {
    return chunk.isOfChunk();
  }

  /** Its index in the entry. */
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

  /** What it prints. */
  synchronized PrintedLines printed(TaskOutput output) {
    PrintedLines lines = printed;
    if (lines == null) {
      lines = output.open(TaskLine.prefix(jobId(), taskId, attempt()));
      printed = lines;
    }
    return lines;
  }

  /** Ends a line that it has begun to print. */
  void endOutput() {
    PrintedLines lines;
    synchronized (this) {
      lines = printed;
    }
    if (lines != null) {
      lines.end();
    }
  }

  /** Where in its code the task is. */
  synchronized StackTraceElement[] stack() {
    return thread == null ? new StackTraceElement[0] : thread.getStackTrace();
  }

  /**
   * Marks the task as run by this thread; returns false if it must not run, because it was told to
   * stop before. Clears an interrupt that was meant for an earlier task.
   */
  synchronized boolean begin() {
    var _ = Thread.interrupted();
    thread = Thread.currentThread();
    return stop == Stop.NONE && !ended;
  }

  /**
   * Marks the start of the body, the user's own code; returns false if it must not start, because
   * the task was told to stop while it was being prepared. Call it right before the body: if the
   * task was told to stop before this, the body never begins.
   */
  synchronized boolean enterBody() {
    inBody = stop == Stop.NONE && !ended;
    return inBody;
  }

  /**
   * Keeps the body from starting, without an interrupt; returns false if it has started, or the
   * task was told to stop before.
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
   * Ends the task on its own thread. No interrupt comes after this, and an earlier one is cleared.
   *
   * @return whether this thread must answer the task; false if another has
   */
  synchronized boolean end() {
    var _ = Thread.interrupted();
    return close();
  }

  /** Gives up waiting for the task; returns whether the caller must answer it. */
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
  public int failures() {
    return chunk.entry().failures();
  }

  @Override
  public String worker() {
    return worker;
  }

  @Override
  public int slot() {
    return slot;
  }

  @Override
  public boolean isCancelled() {
    return stop != Stop.NONE;
  }

  @Override
  public Path locate(JobFile file) {
    return JobFiles.locate(file, WorkerName.host(worker()));
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
