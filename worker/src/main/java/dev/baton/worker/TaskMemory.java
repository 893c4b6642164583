package dev.baton.worker;

import dev.baton.Shared;
import dev.baton.store.handle.TaskBlobs;
import dev.baton.store.handle.TaskBlobs.Allocated;
import dev.baton.store.reader.BlobScope;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * A task's use of the host store: what it opens and what it allocates. All of it ends with the
 * task. Thread-safe.
 */
final class TaskMemory implements AutoCloseable {

  private final TaskBlobs blobs;
  private final BlobScope scope;
  private final List<Allocated> allocated = new ArrayList<>();
  private boolean closed;

  TaskMemory(TaskBlobs blobs) {
    this.blobs = blobs;
    this.scope = blobs.newScope();
  }

  BlobScope scope() {
    return scope;
  }

  /** Whether a task has used it. */
  boolean isUsed() {
    synchronized (this) {
      if (!allocated.isEmpty()) {
        return true;
      }
    }
    return scope.isUsed();
  }

  Shared<MemorySegment> allocate(long bytes) {
    Allocated made = blobs.allocate(bytes);
    synchronized (this) {
      if (!closed) {
        allocated.add(made);
        return made.handle();
      }
    }
    made.close();
    throw new IllegalStateException("The task has ended.");
  }

  /** The objects that are memory which the task allocated. */
  synchronized List<Allocated> find(List<Object> objects) {
    return objects.isEmpty()
        ? List.of()
        : allocated.stream().filter(each -> objects.contains(each.handle())).toList();
  }

  @Override
  public void close() {
    List<Allocated> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(allocated);
    }
    scope.close();
    all.forEach(Allocated::close);
  }
}
