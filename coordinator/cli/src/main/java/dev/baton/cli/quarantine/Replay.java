package dev.baton.cli.quarantine;

import dev.baton.RunnableTask;
import dev.baton.TaskDecodingException;
import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import dev.baton.codec.ObjectText;
import dev.baton.codec.TaskBody;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.TaskFuture;
import dev.baton.wire.Quarantined;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task that was given up, ready to be run again with the data it had then. Immutable.
 *
 * <p>Its classes must be those of then; they are looked for by the thread's context class loader.
 */
public final class Replay {

  /** How many characters are shown of a function or an argument. */
  private static final int SHOWN = 200;

  private final TaskBody body;
  private final Optional<RunnableTask> initializer;

  private Replay(TaskBody body, Optional<RunnableTask> initializer) {
    this.body = body;
    this.initializer = initializer;
  }

  /**
   * Decodes a task.
   *
   * @throws TaskDecodingException if its classes are not here, or it refers to shared data, which
   *     is gone
   */
  public static Replay of(Quarantined task) {
    Objects.requireNonNull(task, "task");
    Codec codec =
        new KryoCodec(AllowList.standard(), Thread.currentThread().getContextClassLoader());
    Object initializer = decode(codec, task.initializer());
    return new Replay(
        TaskBody.of(decode(codec, task.function()), decode(codec, task.payload())),
        initializer instanceof RunnableTask action ? Optional.of(action) : Optional.empty());
  }

  private static @Nullable Object decode(Codec codec, byte[] bytes) {
    return bytes.length == 0 ? null : codec.decode(bytes);
  }

  /** What its workers ran first. */
  public Optional<RunnableTask> initializer() {
    return initializer;
  }

  /** What it is, for people: the function and its argument, or the call. */
  public String describe() {
    return switch (body) {
      case TaskBody.Application(var function, var argument) ->
          ObjectText.shortened(function, SHOWN) + " of " + ObjectText.shortened(argument, SHOWN);
      case TaskBody.Call(var callable) -> ObjectText.shortened(callable, SHOWN);
      case TaskBody.Action(var runnable) -> ObjectText.shortened(runnable, SHOWN);
    };
  }

  /** Submits it. */
  @SuppressWarnings("NullAway") // null is an argument like any other
  public TaskFuture<?> submitTo(ProcessPool pool) {
    Objects.requireNonNull(pool, "pool");
    return switch (body) {
      case TaskBody.Application(var function, var argument) -> pool.submit(function, argument);
      case TaskBody.Call(var callable) -> pool.submit(callable);
      case TaskBody.Action(var runnable) -> pool.submit(runnable);
    };
  }
}
