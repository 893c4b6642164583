package dev.baton;

import java.io.Serializable;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One call that runs in a worker process and returns a result.
 *
 * <p>A task travels: it is encoded where it is submitted and decoded in the worker. The interface
 * is {@link Serializable}, so a lambda such as {@code () -> sum(0, 1_000)} given to {@code submit}
 * becomes a task without a cast. What the lambda captures travels with it and must be serialisable
 * too.
 *
 * <p>A task may be tried more than once (its worker may die), so side effects may repeat; exactly
 * one result is accepted.
 *
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface Task<R extends @Nullable Object> extends Callable<R>, Serializable {}
