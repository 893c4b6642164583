package dev.baton.pool;

import dev.baton.TaskDecodingException;
import dev.baton.TaskEncodingException;
import dev.baton.TaskFailedException;
import dev.baton.TaskFunction;
import dev.baton.codec.Codec;
import dev.baton.codec.FailureCodec;
import dev.baton.collect.Phase;
import dev.baton.collect.Tally;
import dev.baton.dispatch.Dispatcher;
import dev.baton.ledger.EncodedFunction;
import dev.baton.ledger.Ledger;
import dev.baton.ledger.Outcome;
import dev.baton.ledger.Placement;
import dev.baton.ledger.TaskSpec;
import dev.baton.wire.Handoff;
import dev.baton.wire.TaskBatch;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Turns calls into tasks of the ledger and outcomes into answers, and keeps account of the time and
 * bytes that takes. Thread-safe.
 */
final class Tasks {

  /** The outcome of a task whose answer is decoded and kept elsewhere. */
  static final Outcome DECODED = new Outcome.Done(Handoff.KRYO, new byte[0]);

  /** What a batch takes beside its only task: coordinator, job id and the like. */
  private static final int BATCH_OVERHEAD_BYTES = 4096;

  private final Ledger ledger;
  private final Dispatcher dispatcher;
  private final Tally tally;
  private final Codec codec;
  private final FailureCodec failures;
  private final int maxRecordBytes;
  private final long timeoutMs;
  private final int retries;

  Tasks(
      Ledger ledger,
      Dispatcher dispatcher,
      Tally tally,
      Codec codec,
      FailureCodec failures,
      int maxRecordBytes,
      PoolConfig config) {
    this.ledger = ledger;
    this.dispatcher = dispatcher;
    this.tally = tally;
    this.codec = codec;
    this.failures = failures;
    this.maxRecordBytes = maxRecordBytes;
    this.timeoutMs = config.taskTimeout().toMillis();
    this.retries = config.retries();
  }

  /**
   * A function that many tasks share, encoded once.
   *
   * @throws TaskEncodingException if it cannot be serialised
   */
  EncodedFunction encodeFunction(Object function) {
    return new EncodedFunction(encode(function));
  }

  /**
   * Submits a task; it is encoded here and now, so later changes of what it refers to do not reach
   * it.
   *
   * @param function applied to {@code argument} in the worker, or null if {@code argument} itself
   *     is to be called
   * @throws TaskEncodingException if it cannot be serialised or is too large
   */
  void submit(PoolFuture<?> future, @Nullable EncodedFunction function, @Nullable Object argument) {
    byte[] payload = encode(argument);
    long bytes = payload.length + (function == null ? 0L : function.bytes().length);
    if (bytes + TaskBatch.Entry.OVERHEAD_BYTES + BATCH_OVERHEAD_BYTES > maxRecordBytes) {
      throw new TaskEncodingException(
          "The task takes "
              + bytes
              + " bytes, more than the channel's records may have ("
              + maxRecordBytes
              + "): hand over less, such as a file's name, or raise the topics' max.message.bytes.",
          "",
          null);
    }
    tally.sent(Handoff.KRYO, bytes);
    long id = ledger.add(new TaskSpec(function, payload, timeoutMs, retries, future));
    future.submitted(id, (int) bytes);
    dispatcher.wake();
  }

  void cancel(long taskId, boolean interrupt) {
    Placement placement = ledger.cancel(taskId);
    if (placement != null) {
      dispatcher.cancel(placement, interrupt);
    }
  }

  Answer decode(Outcome outcome) {
    long start = System.nanoTime();
    try {
      return switch (outcome) {
        case Outcome.Done(_, byte[] payload) -> new Answer(codec.decode(payload), null);
        case Outcome.Failed(byte[] payload) -> new Answer(null, failures.decode(payload));
        case Outcome.GivenUp(RuntimeException reason) -> new Answer(null, reason);
        case Outcome.Cancelled() -> new Answer(null, new CancellationException());
      };
    } catch (TaskDecodingException e) {
      return new Answer(null, e);
    } finally {
      tally.spent(Phase.DECODE_RESULT, System.nanoTime() - start);
    }
  }

  /**
   * Runs a task that no worker ever saw in the calling thread.
   *
   * @throws TaskFailedException with what the task threw
   */
  @SuppressWarnings("NullAway") // null is an argument like any other
  void runHere(TaskSpec task) {
    Object payload = codec.decode(task.payload());
    EncodedFunction function = task.function();
    try {
      if (function != null
          && codec.decode(function.bytes()) instanceof TaskFunction<?, ?> decoded) {
        @SuppressWarnings("unchecked") // it came with this argument
        var applicable = (TaskFunction<@Nullable Object, ?>) decoded;
        applicable.apply(payload);
      } else if (payload instanceof Callable<?> callable) {
        callable.call();
      } else if (payload instanceof Runnable runnable) {
        runnable.run();
      }
    } catch (Exception e) {
      throw new TaskFailedException("The task failed: " + e, e);
    }
  }

  private byte[] encode(@Nullable Object value) {
    long start = System.nanoTime();
    try {
      return codec.encode(value);
    } finally {
      tally.spent(Phase.ENCODE, System.nanoTime() - start);
    }
  }
}
