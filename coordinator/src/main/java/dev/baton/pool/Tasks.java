package dev.baton.pool;

import dev.baton.BatonException;
import dev.baton.BlobGoneException;
import dev.baton.Handoff;
import dev.baton.TaskDecodingException;
import dev.baton.TaskEncodingException;
import dev.baton.TaskFailedException;
import dev.baton.codec.Codec;
import dev.baton.codec.Encoded;
import dev.baton.codec.FailureCodec;
import dev.baton.codec.ObjectText;
import dev.baton.codec.TaskBody;
import dev.baton.collect.Phase;
import dev.baton.collect.Tally;
import dev.baton.dispatch.Dispatcher;
import dev.baton.ledger.Backoff;
import dev.baton.ledger.Delivery;
import dev.baton.ledger.EncodedFunction;
import dev.baton.ledger.Ledger;
import dev.baton.ledger.Outcome;
import dev.baton.ledger.OutcomeListener;
import dev.baton.ledger.Placement;
import dev.baton.ledger.RetryRule;
import dev.baton.ledger.TaskSpec;
import dev.baton.store.blob.Handover;
import dev.baton.store.blob.Payloads;
import dev.baton.store.blob.PinnedBlobs;
import dev.baton.wire.Payload;
import dev.baton.wire.PayloadLimit;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Turns calls into tasks of the ledger and outcomes into answers, and keeps account of the time and
 * bytes that takes. Thread-safe.
 */
final class Tasks {

  /** The outcome of a task whose answer is decoded and kept elsewhere. */
  static final Outcome DECODED = new Outcome.Done(Payload.NOTHING, Delivery.inline(0));

  private final Ledger ledger;
  private final Dispatcher dispatcher;
  private final Tally tally;
  private final Codec codec;
  private final PoolStore store;
  private final FailureCodec failures;
  private final PayloadLimit limit;
  private final KnownResults known;

  Tasks(
      Ledger ledger,
      Dispatcher dispatcher,
      Tally tally,
      Codec codec,
      PoolStore store,
      FailureCodec failures,
      PayloadLimit limit,
      KnownResults known) {
    this.ledger = ledger;
    this.dispatcher = dispatcher;
    this.tally = tally;
    this.codec = codec;
    this.store = store;
    this.failures = failures;
    this.limit = limit;
    this.known = known;
  }

  /**
   * A function that many tasks share, encoded once.
   *
   * @throws TaskEncodingException if it cannot be serialised
   */
  EncodedFunction encodeFunction(Object function, Handoff handoff) {
    PinnedBlobs pinned = new PinnedBlobs();
    try {
      // What goes along with the function needs room too.
      Handover way = new Handover(handoff, limit.half(), limit, "The function", "");
      Payload payload = handOver(function, way, pinned);
      EncodedFunction encoded = new EncodedFunction(payload, pinned::release);
      // Whoever leaves a stream of results half read never says that it was the last task.
      if (!pinned.isEmpty()) {
        var _ = PoolCleaner.CLEANER.register(encoded, pinned::release);
      }
      if (payload.handoff() == Handoff.SHARED) {
        tally.sentForMany(Handoff.SHARED, Payloads.size(payload));
      }
      return encoded;
    } catch (RuntimeException | Error e) {
      pinned.release();
      throw e;
    }
  }

  /**
   * Submits a task; it is encoded here and now, so later changes of what it refers to do not reach
   * it.
   *
   * @param function applied to {@code argument} in the worker, or null if {@code argument} itself
   *     is to be called
   * @throws TaskEncodingException if it cannot be serialised or is too large
   * @throws dev.baton.StoreFullException if it is to be handed over by reference, and there is no
   *     room
   */
  void submit(
      PoolFuture<?> future,
      @Nullable EncodedFunction function,
      @Nullable Object argument,
      CallSettings call) {
    if (restore(future)) {
      return;
    }
    PinnedBlobs pinned = new PinnedBlobs();
    try {
      PayloadLimit room = function == null ? limit : limit.without(function.travellingBytes());
      String what = function == null ? "The task" : "The argument of the function";
      Payload payload =
          handOver(argument, new Handover(call.handoff(), room, room, what, ""), pinned);
      long bytes = Payloads.size(payload) + (function == null ? 0 : function.bytesPerTask());
      tally.sent(payload.handoff(), bytes);
      OutcomeListener listener =
          outcome -> {
            try {
              pinned.release();
            } finally {
              future.ended(outcome);
            }
          };
      future.bytes((int) Math.min(bytes, Integer.MAX_VALUE));
      long id =
          ledger.add(
              new TaskSpec(
                  function,
                  payload,
                  call.handoff(),
                  call.timeout().toMillis(),
                  rule(call.retry()),
                  listener));
      future.submitted(id);
      dispatcher.wake();
    } catch (RuntimeException | Error e) {
      pinned.release();
      throw e;
    }
  }

  private RetryRule rule(RetryPolicy policy) {
    if (policy.retries() == 0) {
      return RetryRule.NEVER;
    }
    return new RetryRule(
        policy.retries(),
        new Backoff(policy.firstPause(), policy.longestPause()),
        failure -> covers(policy, failure));
  }

  /** Decided by the names of the failure's classes, so that no code of the user's runs. */
  private static boolean covers(RetryPolicy policy, byte[] failure) {
    try {
      return policy.covers(FailureCodec.classNames(failure));
    } catch (TaskDecodingException e) {
      return true; // nobody can say what it was; another attempt may tell
    }
  }

  /** Ends the future at once if the result of its task is on the log already. */
  private boolean restore(PoolFuture<?> future) {
    if (known.isEmpty()) {
      return false;
    }
    long id = ledger.addDoneIf(known::has);
    if (id < 0) {
      return false;
    }
    byte[] result = known.take(id);
    future.bytes(result.length);
    future.submitted(id);
    future.ended(new Outcome.Done(Payload.inline(result), Delivery.inline(result.length)));
    return true;
  }

  /** Encodes something and hands it over; what it keeps in the host store is pinned. */
  private Payload handOver(@Nullable Object value, Handover way, PinnedBlobs pinned) {
    long start = System.nanoTime();
    try {
      Encoded encoded = encode(value);
      encoded.references().forEach(pinned::pin);
      return way.handOver(
          encoded,
          () -> way.wish() != Handoff.AUTO || store.reachesAllWorkers(),
          data -> store.blobs().put(data, pinned));
    } finally {
      tally.spent(Phase.ENCODE, System.nanoTime() - start);
    }
  }

  private Encoded encode(@Nullable Object value) {
    try {
      return codec.encode(value);
    } catch (BatonException | IllegalStateException e) { // a handle may be closed
      throw e;
    } catch (Throwable e) { // what the program's own classes throw, such as a writeObject
      throw new TaskEncodingException("The task cannot be encoded: " + ObjectText.of(e), "", e);
    }
  }

  void cancel(long taskId, boolean interrupt) {
    for (Placement placement : ledger.cancel(taskId)) {
      dispatcher.cancel(placement, interrupt);
    }
  }

  Decoded decode(Outcome outcome) {
    long start = System.nanoTime();
    try {
      return switch (outcome) {
        case Outcome.Done(Payload payload, Delivery delivery) -> {
          try {
            yield new Decoded.Value(store.decode(payload));
          } finally {
            delivery.release();
          }
        }
        case Outcome.Failed(byte[] payload) -> new Decoded.Failure(failures.decode(payload));
        case Outcome.GivenUp(RuntimeException reason) -> new Decoded.Failure(reason);
        case Outcome.Cancelled() -> new Decoded.Failure(new CancellationException());
      };
    } catch (TaskDecodingException | BlobGoneException | IllegalStateException e) {
      return new Decoded.Failure(e);
    } catch (Throwable e) { // what the program's own classes throw, such as a readObject
      return new Decoded.Failure(
          new TaskDecodingException("The result cannot be decoded: " + ObjectText.of(e), e));
    } finally {
      tally.spent(Phase.DECODE_RESULT, System.nanoTime() - start);
    }
  }

  /**
   * Runs a task that no worker ever saw in the calling thread.
   *
   * @throws TaskFailedException with what the task threw
   */
  void runHere(TaskSpec task) {
    EncodedFunction function = task.function();
    TaskBody body =
        TaskBody.of(
            function == null ? null : store.decode(function.payload()),
            store.decode(task.payload()));
    try {
      var _ = body.run();
    } catch (Exception e) {
      throw new TaskFailedException("The task failed: " + ObjectText.of(e), e);
    }
  }

  /**
   * Data that lies in the host store, in a form that can travel.
   *
   * @throws BlobGoneException if it is not there any more
   */
  Encoded inlined(Payload payload) {
    return codec.encode(store.decode(payload));
  }
}
