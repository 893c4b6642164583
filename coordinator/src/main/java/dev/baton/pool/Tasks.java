package dev.baton.pool;

import dev.baton.BatonException;
import dev.baton.BlobGoneException;
import dev.baton.Handoff;
import dev.baton.StoreFullException;
import dev.baton.TaskDecodingException;
import dev.baton.TaskEncodingException;
import dev.baton.TaskFailedException;
import dev.baton.TaskFunction;
import dev.baton.codec.Codec;
import dev.baton.codec.Encoded;
import dev.baton.codec.FailureCodec;
import dev.baton.codec.ObjectText;
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
import dev.baton.store.blob.BlobRef;
import dev.baton.store.blob.HandoffRule;
import dev.baton.store.blob.Luggage;
import dev.baton.store.blob.ProgramBlobs;
import dev.baton.wire.Payload;
import dev.baton.wire.PayloadLimit;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
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
  TravellingFunction encodeFunction(Object function, Handoff handoff) {
    Luggage luggage = new Luggage();
    try {
      // What goes along with the function needs room too.
      HandedOver handed = handOver("The function", function, handoff, limit.half(), limit, luggage);
      EncodedFunction encoded = new EncodedFunction(handed.data);
      // Whoever leaves a stream of results half read never says that it was the last task.
      if (!luggage.isEmpty()) {
        var _ = Garbage.CLEANER.register(encoded, luggage::drop);
      }
      boolean isInStore = handed.data.handoff() == Handoff.SHARED;
      if (isInStore) {
        tally.sentForMany(Handoff.SHARED, handed.bytes);
      }
      return new TravellingFunction(encoded, isInStore ? 0 : handed.bytes, luggage);
    } catch (RuntimeException | Error e) {
      luggage.drop();
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
      @Nullable TravellingFunction function,
      @Nullable Object argument,
      CallSettings call) {
    if (restore(future)) {
      return;
    }
    Luggage luggage = new Luggage();
    try {
      EncodedFunction encoded = function == null ? null : function.encoded();
      PayloadLimit room = encoded == null ? limit : limit.without(encoded.travellingBytes());
      String what = encoded == null ? "The task" : "The argument of the function";
      HandedOver handed = handOver(what, argument, call.handoff(), room, room, luggage);
      long bytes = handed.bytes + (function == null ? 0 : function.bytes());
      tally.sent(handed.data.handoff(), bytes);
      OutcomeListener listener =
          outcome -> {
            try {
              luggage.drop();
            } finally {
              future.ended(outcome);
            }
          };
      future.bytes((int) Math.min(bytes, Integer.MAX_VALUE));
      long id =
          ledger.add(
              new TaskSpec(
                  encoded,
                  handed.data,
                  call.handoff(),
                  call.timeout().toMillis(),
                  rule(call.retry()),
                  listener));
      future.submitted(id);
      dispatcher.wake();
    } catch (RuntimeException | Error e) {
      luggage.drop();
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

  /** Data that is handed over, and how much it is. */
  private record HandedOver(Payload data, long bytes) {}

  /**
   * Hands something over in the way that is wished.
   *
   * @param fair how much of it is to be sent, if there is a choice
   * @param room how much of it a record can take
   */
  private HandedOver handOver(
      String what,
      @Nullable Object value,
      Handoff handoff,
      PayloadLimit fair,
      PayloadLimit room,
      Luggage luggage) {
    long start = System.nanoTime();
    try {
      Encoded encoded = encode(value);
      encoded.references().forEach(luggage::keep);
      if (HandoffRule.isByReference(handoff, encoded.size(), fair.fits(encoded.size()))) {
        HandedOver stored = store(encoded, handoff, room, luggage);
        if (stored != null) {
          return stored;
        }
      }
      room.requireFits(what, encoded.size(), "");
      return new HandedOver(Payload.inline(encoded.toByteArray()), encoded.size());
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

  /** Puts data into the host store; null if it is to be sent, if that can be. */
  private @Nullable HandedOver store(
      Encoded encoded, Handoff handoff, PayloadLimit room, Luggage luggage) {
    boolean mayBeSent = handoff == Handoff.AUTO;
    if (mayBeSent && !store.reachesAllWorkers()) {
      return null;
    }
    try {
      ProgramBlobs.Passing passing = store.blobs().put(encoded);
      luggage.keep(passing.release());
      return new HandedOver(Payload.byReference(passing.ref().toBytes()), encoded.size());
    } catch (StoreFullException e) {
      if (mayBeSent && room.fits(encoded.size())) {
        return null;
      }
      throw e;
    }
  }

  void cancel(long taskId, boolean interrupt) {
    for (Placement placement : ledger.cancel(taskId)) {
      dispatcher.cancel(placement, interrupt);
    }
  }

  Answer decode(Outcome outcome) {
    long start = System.nanoTime();
    try {
      return switch (outcome) {
        case Outcome.Done(Payload payload, Delivery delivery) -> {
          try {
            yield new Answer(decode(payload), null);
          } finally {
            delivery.release();
          }
        }
        case Outcome.Failed(byte[] payload) -> new Answer(null, failures.decode(payload));
        case Outcome.GivenUp(RuntimeException reason) -> new Answer(null, reason);
        case Outcome.Cancelled() -> new Answer(null, new CancellationException());
      };
    } catch (TaskDecodingException | BlobGoneException | IllegalStateException e) {
      return new Answer(null, e);
    } catch (Throwable e) { // what the program's own classes throw, such as a readObject
      return new Answer(
          null, new TaskDecodingException("The result cannot be decoded: " + ObjectText.of(e), e));
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
    Object payload = decode(task.payload());
    EncodedFunction function = task.function();
    try {
      if (function != null && decode(function.payload()) instanceof TaskFunction<?, ?> decoded) {
        @SuppressWarnings("unchecked") // it came with this argument
        var applicable = (TaskFunction<@Nullable Object, ?>) decoded;
        applicable.apply(payload);
      } else if (payload instanceof Callable<?> callable) {
        callable.call();
      } else if (payload instanceof Runnable runnable) {
        runnable.run();
      }
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
    return codec.encode(decode(payload));
  }

  private @Nullable Object decode(Payload payload) {
    return payload.handoff() == Handoff.SHARED
        ? store.decode(BlobRef.read(ByteBuffer.wrap(payload.bytes())))
        : codec.decode(payload.bytes());
  }
}
