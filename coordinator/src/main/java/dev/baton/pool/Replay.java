package dev.baton.pool;

import dev.baton.RunnableTask;
import dev.baton.TaskDecodingException;
import dev.baton.TaskFunction;
import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import dev.baton.codec.ObjectText;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.wire.Quarantined;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A task that was given up, ready to be run again with the data it had then. Immutable.
 *
 * <p>Its classes must be those of then; they are looked for by the thread's context class loader.
 */
public final class Replay {

  /** How many characters are shown of a function or an argument. */
  private static final int SHOWN = 200;

  private final @Nullable TaskFunction<@Nullable Object, @Nullable Object> function;
  private final @Nullable Object payload;
  private final Optional<RunnableTask> initializer;

  private Replay(
      @Nullable TaskFunction<@Nullable Object, @Nullable Object> function,
      @Nullable Object payload,
      Optional<RunnableTask> initializer) {
    this.function = function;
    this.payload = payload;
    this.initializer = initializer;
  }

  /**
   * Decodes a task.
   *
   * @throws TaskDecodingException if its classes are not here, or it refers to shared data, which
   *     is gone
   */
  @SuppressWarnings("unchecked") // the function came with this argument
  public static Replay of(Quarantined task) {
    Objects.requireNonNull(task, "task");
    Codec codec =
        new KryoCodec(AllowList.standard(), Thread.currentThread().getContextClassLoader());
    Object initializer = decode(codec, task.initializer());
    return new Replay(
        (TaskFunction<@Nullable Object, @Nullable Object>) decode(codec, task.function()),
        decode(codec, task.payload()),
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
    String what = ObjectText.shortened(payload, SHOWN);
    return function == null ? what : ObjectText.shortened(function, SHOWN) + " of " + what;
  }

  /** Submits it. */
  @SuppressWarnings({"unchecked", "NullAway"}) // it is one of these; null is an argument too
  public TaskFuture<?> submitTo(ProcessPool pool) {
    Objects.requireNonNull(pool, "pool");
    if (function != null) {
      return pool.submit(function, payload);
    }
    return switch (payload) {
      case Callable<?> call -> pool.submit((Callable<@Nullable Object>) call);
      case Runnable action -> pool.submit(action);
      case null, default ->
          throw new TaskDecodingException("The task is neither a Callable nor a Runnable.");
    };
  }
}
