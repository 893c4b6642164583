package dev.baton;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A function that runs in a worker process, once for each input; the argument of {@code map}.
 *
 * {@snippet lang="java" :
 * Stream<Integer> lengths = pool.map(word -> word.length(), List.of("a", "bb"));
 * }
 *
 * <p>It is sent once per batch, however many inputs the batch has, so a function may carry more
 * data than an input should.
 *
 * @param <T> the type of the input
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface TaskFunction<T extends @Nullable Object, R extends @Nullable Object>
    extends Serializable {

  /**
   * Computes the result for one input.
   *
   * @param input the input, decoded anew for each attempt
   * @return the result
   * @throws Exception any failure; it reaches the caller with its type, message, cause and remote
   *     stack trace
   */
  R apply(T input) throws Exception;
}
