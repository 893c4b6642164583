package dev.baton;

import java.io.Serializable;

/** A {@link Task} without a result: a {@link Runnable} that can be sent to a worker process. */
@FunctionalInterface
public interface RunnableTask extends Runnable, Serializable {}
