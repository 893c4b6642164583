package dev.baton.advise.engine;

import dev.baton.JobFile;
import dev.baton.Shared;
import dev.baton.StoreFullException;
import dev.baton.TaskContext;
import dev.baton.TaskFunction;
import dev.baton.TaskScope;
import dev.baton.agent.HostName;
import dev.baton.worker.JobFiles;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Runs tasks in threads of this JVM, as far as they can tell as a worker would. */
public final class LocalTask {

  private LocalTask() {}

  /**
   * Applies a function in the calling thread, which has a {@link TaskContext} meanwhile.
   *
   * @param number what the task takes for its id
   * @throws Exception what the function throws
   */
  public static <T extends @Nullable Object, R extends @Nullable Object> R call(
      TaskFunction<T, R> function, T input, long number) throws Exception {
    return TaskScope.call(new LocalContext(number), () -> function.apply(input));
  }

  /** What a task sees that has no pool. */
  private record LocalContext(long taskId) implements TaskContext {

    @Override
    public String jobId() {
      return "advise";
    }

    @Override
    public int attempt() {
      return 1;
    }

    @Override
    public int failures() {
      return 0;
    }

    @Override
    public String worker() {
      return "here/0";
    }

    @Override
    public int slot() {
      return 0;
    }

    @Override
    public boolean isCancelled() {
      return Thread.currentThread().isInterrupted();
    }

    @Override
    public Path locate(JobFile file) {
      return JobFiles.locate(file, HostName.get());
    }

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
}
