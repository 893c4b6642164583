package dev.baton.advise;

import dev.baton.Shared;
import dev.baton.StoreFullException;
import dev.baton.TaskContext;
import java.lang.foreign.MemorySegment;
import java.util.Locale;

/**
 * What a task sees that runs in this JVM, without a pool.
 *
 * @param taskId its number
 */
record LocalContext(long taskId) implements TaskContext {

  @Override
  public String jobId() {
    return "advise";
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public String worker() {
    return "here/0";
  }

  @Override
  public boolean isCancelled() {
    return Thread.currentThread().isInterrupted();
  }

  /** Fails: there is no host store where there is no worker. */
  @Override
  public Shared<MemorySegment> allocate(long bytes) {
    throw new StoreFullException(
        String.format(
            Locale.ROOT,
            "The task wants %,d bytes of shared memory, which there are none of while it is only"
                + " measured: advice can be had on tasks that return their results.",
            bytes));
  }
}
