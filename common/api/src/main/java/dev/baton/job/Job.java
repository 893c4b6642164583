package dev.baton.job;

import dev.baton.TaskFunction;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A named unit of work that {@code baton run NAME} starts: input ▸ split ▸ tasks ▸ fold ▸ output.
 *
 * <p>An implementation has a public constructor without arguments and picocli's annotations:
 * {@code @Command(name = …, description = …)} on the class, {@code @Option} and {@code @Parameters}
 * on its fields, which may also be a {@link java.time.Duration} (30s) or a {@link
 * dev.baton.DataSize} (64m). It is found by {@link java.util.ServiceLoader}, so its jar lists it in
 * {@code META-INF/services/dev.baton.job.Job}.
 *
 * <p>An instance serves one run and stays in the coordinator; only the {@link #task()}, the splits
 * and the results travel. Its methods are called by one thread at a time: {@link #split()}, {@link
 * #use}, {@link #task()}, {@link #begin}, then {@link #fold} once for each split, then {@link
 * #write}; with tasks that failed see {@link #isOfUseInPart()}.
 *
 * @param <S> what one task gets; Kryo must be able to encode it
 * @param <R> what one task gives; Kryo must be able to encode it
 */
public interface Job<S, R> {

  /**
   * Checks the options and the input, and divides the input. Called before anything is started.
   *
   * @return the splits; the same ones in the same order each time for the same input
   * @throws dev.baton.UsageException if an option or an input file is wrong; the message names it
   */
  Splits<S> split() throws Exception;

  /**
   * The files whose change would make old results wrong; called after {@link #split()}. A job that
   * reads none need not override this.
   */
  default List<Path> inputs() {
    return List.of();
  }

  /**
   * Called once, before {@link #task()}, with memory that the tasks can see in place. A job that
   * has use for it keeps what it allocates and gives it to its task; the others need not override
   * this.
   */
  default void use(SharedMemory memory) throws Exception {}

  /**
   * What a worker does with one split. It should be a record that holds just what it needs, never
   * the job itself.
   */
  TaskFunction<S, R> task();

  /**
   * Called once, before the first {@link #fold}, with the stream for the result. A job that can
   * print as it goes keeps it; the others need not override this.
   */
  default void begin(PrintStream out) throws Exception {}

  /**
   * Adds the result of one split to the whole.
   *
   * @throws JobFailedException if the result shows that the job cannot succeed; the rest of its
   *     tasks are then cancelled
   */
  void fold(S split, R result) throws Exception;

  /**
   * Prints the whole, after the last {@link #fold}.
   *
   * @param out for the result and nothing else (standard output)
   * @param notes for remarks to the person (standard error)
   */
  void write(PrintStream out, PrintStream notes) throws Exception;

  /**
   * Whether {@link #fold} needs the results in the order of the splits; otherwise they come as they
   * finish.
   */
  default boolean ordered() {
    return false;
  }

  /**
   * Whether a result is of use although some tasks have failed. It is asked for with {@code
   * --keep-going} only: then {@link #fold} gets the results that there are, {@link #write} prints
   * what comes of them, and the command says which tasks failed and ends with 1. A job whose result
   * would be wrong rather than incomplete, as a sum is, says no; then nothing is folded any more
   * when a task has failed, and {@link #write} is not called.
   */
  default boolean isOfUseInPart() {
    return true;
  }

  /**
   * How many tasks a worker should run at a time unless the user says otherwise: 1 for work that
   * keeps a core busy, many for work that mostly waits.
   */
  default int slots() {
    return 1;
  }

  /**
   * Names a split in an error message, which shortens it if it is long.
   *
   * @return the name; empty, which is the default, for what the split's own text says
   */
  default String describe(S split) {
    return "";
  }
}
