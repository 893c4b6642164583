package dev.baton;

import java.io.Serializable;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One call that runs in a worker process and returns a result.
 *
 * {@snippet lang="java" :
 * int factor = 7;
 * Future<Integer> answer = pool.submit(() -> 6 * factor);
 * }
 *
 * <p>A task is encoded where it is submitted and decoded in the worker. The interface is {@link
 * Serializable}, so a lambda passed to {@code submit} becomes a task without a cast. What the
 * lambda captures is sent with it and must be serialisable, too.
 *
 * <p>A task may run more than once, since its worker may die, so side effects may repeat; exactly
 * one result is accepted.
 *
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface Task<R extends @Nullable Object> extends Callable<R>, Serializable {}
