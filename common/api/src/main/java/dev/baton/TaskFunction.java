package dev.baton;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A function that runs in a worker process, once for each input; what {@code map} takes.
 *
 * <p>It is sent once per batch however many inputs the batch has, so that a function may carry more
 * than an input should.
 *
 * @param <T> the type of the input
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface TaskFunction<T extends @Nullable Object, R extends @Nullable Object>
    extends Serializable {

  /**
   * Runs the task for one input.
   *
   * @param input the input, decoded anew for each attempt
   * @return the result
   * @throws Exception any failure; it reaches the caller with its type, message, cause and remote
   *     stack trace
   */
  R apply(T input) throws Exception;
}
