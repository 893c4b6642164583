package dev.baton.job;

import dev.baton.TaskFunction;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A named unit of work that {@code baton run NAME} starts: input ▸ split ▸ tasks ▸ fold ▸ output.
 *
 * <p>The class has a public constructor without parameters, and picocli annotations:
 * {@code @Command(name = …, description = …)} on the class, {@code @Option} and {@code @Parameters}
 * on its fields. Besides picocli's own types, a field may be a {@link java.time.Duration} ({@code
 * 30s}) or a {@link dev.baton.DataSize} ({@code 64m}). {@link java.util.ServiceLoader} finds the
 * class, so its jar lists it in {@code META-INF/services/dev.baton.job.Job}.
 *
 * <p>An instance serves one run and stays in the coordinator; only the {@link #task()}, the splits
 * and the results travel. Its methods are called by one thread at a time, in this order: {@link
 * #split()}, {@link #use}, {@link #task()}, {@link #begin}, {@link #fold} once for each split
 * unless the job {@link #hasEnough()} before, {@link #write}. If tasks fail, {@link
 * #isOfUseInPart()} decides.
 *
 * <p>A job that throws a {@link dev.baton.UsageException}, for a wrong option or input, ends the
 * command with exit code 2; a {@link JobFailedException} ends it with 1. Both are reported without
 * a stack trace.
 *
 * @param <S> the type of a split, the input of one task; must be serialisable by Baton
 * @param <R> the type of the result of one task; must be serialisable by Baton
 */
public interface Job<S, R> {

  /**
   * Checks the options and the input, and divides the input. Called before anything is started.
   *
   * @return the splits; for the same input always the same ones in the same order, so that the job
   *     can be resumed
   * @throws dev.baton.UsageException if an option or an input file is wrong; the message names it
   * @throws Exception if the input cannot be read
   */
  Splits<S> split() throws Exception;

  /**
   * {@return the files whose change would make old results wrong; none by default}
   *
   * <p>Called after {@link #split()}. {@code baton resume} refuses to continue if one has changed.
   */
  default List<Path> inputs() {
    return List.of();
  }

  /**
   * Takes shared memory that tasks can access in place. By default, a job uses none.
   *
   * <p>Called once, before {@link #task()}. A job that needs memory allocates it here and passes
   * the handle to its task.
   *
   * @param memory allocates the memory
   * @throws Exception if the job cannot be run
   */
  default void use(SharedMemory memory) throws Exception {}

  /**
   * {@return the function that a worker applies to each split}
   *
   * <p>It should be a record that holds just what it needs, never the job itself.
   */
  TaskFunction<S, R> task();

  /**
   * Takes the stream for the output, before the first {@link #fold}. A job that can print its
   * result piece by piece keeps it; by default, a job waits for {@link #write}.
   *
   * @param out standard output, for the result and nothing else
   * @throws Exception if the output cannot be written
   */
  default void begin(PrintStream out) throws Exception {}

  /**
   * Adds the result of one split to the whole.
   *
   * @param split the split
   * @param result the result of its task
   * @throws JobFailedException if the result shows that the job cannot succeed; its remaining tasks
   *     are then cancelled
   * @throws Exception if the result cannot be used
   */
  void fold(S split, R result) throws Exception;

  /**
   * {@return whether the results so far are all that the job needs; false by default}
   *
   * <p>Asked after each {@link #fold}. Once it is true, what is left is cancelled, and {@link
   * #write} is next: a search ends with its first hit.
   */
  default boolean hasEnough() {
    return false;
  }

  /**
   * Prints the whole, after the last {@link #fold}.
   *
   * @param out standard output, for the result and nothing else
   * @param notes standard error, for remarks to the user
   * @throws Exception if the output cannot be written
   */
  void write(PrintStream out, PrintStream notes) throws Exception;

  /**
   * {@return whether {@link #fold} needs the results in the order of the splits; by default it gets
   * them in the order in which tasks finish}
   */
  default boolean ordered() {
    return false;
  }

  /**
   * {@return whether the result is of use even though some tasks have failed; true by default}
   *
   * <p>Asked only with {@code --keep-going}. If true, {@link #fold} gets the results that exist,
   * {@link #write} prints the whole, and the command names the failed tasks and exits with code 1.
   * Return false if the result would be wrong rather than incomplete, as a sum is: then nothing
   * more is folded once a task has failed, and {@link #write} is not called.
   */
  default boolean isOfUseInPart() {
    return true;
  }

  /**
   * {@return how many tasks a worker runs at a time unless the user says otherwise: 1, the default,
   * for work that keeps a core busy, many for work that mostly waits}
   */
  default int slots() {
    return 1;
  }

  /**
   * Names a split in error messages, which shorten long names.
   *
   * @param split the split
   * @return the name; empty, the default, for the split's {@code toString()}
   */
  default String describe(S split) {
    return "";
  }
}
