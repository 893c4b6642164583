package dev.baton.advise.engine;

import dev.baton.BatonException;
import dev.baton.TaskFailedException;
import dev.baton.TaskFunction;
import dev.baton.codec.Codec;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs tasks in the calling thread. Thread-safe, if the tasks are. */
final class SampleRunner<T extends @Nullable Object, R extends @Nullable Object> {

  private final TaskFunction<T, R> function;
  private final Codec codec;
  private final Function<? super T, String> describe;
  private final Meter meter;

  /** What came of a task, and what it took. */
  record SampleRun<R extends @Nullable Object>(R result, ResourceUse used) {}

  SampleRunner(
      TaskFunction<T, R> function, Codec codec, Function<? super T, String> describe, Meter meter) {
    this.function = function;
    this.codec = codec;
    this.describe = describe;
    this.meter = meter;
  }

  /**
   * A copy, as a worker would get it: a task may change its argument.
   *
   * @return the input itself if it cannot be copied
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // a codec gives back what it got
  T copy(T input) {
    try {
      return (T) codec.decode(codec.encodeToBytes(input));
    } catch (BatonException | IllegalStateException e) {
      return input;
    }
  }

  /**
   * Runs a task.
   *
   * @throws TaskFailedException with what it threw
   */
  SampleRun<R> run(long number, T input) throws InterruptedException {
    T own = copy(input);
    try {
      ResourceUse before = meter.before();
      R result = LocalTask.call(function, own, number);
      return new SampleRun<>(result, meter.since(before));
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      throw new TaskFailedException("The task for " + describe.apply(input) + " failed", e);
    }
  }
}
