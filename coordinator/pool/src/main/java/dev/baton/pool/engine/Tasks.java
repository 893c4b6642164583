package dev.baton.pool.engine;

import dev.baton.BatonException;
import dev.baton.BlobGoneException;
import dev.baton.Handoff;
import dev.baton.Phase;
import dev.baton.TaskDecodingException;
import dev.baton.TaskEncodingException;
import dev.baton.TaskFailedException;
import dev.baton.codec.Codec;
import dev.baton.codec.Encoded;
import dev.baton.codec.FailureCodec;
import dev.baton.codec.ItemReader;
import dev.baton.codec.ItemWriter;
import dev.baton.codec.ObjectText;
import dev.baton.codec.TaskBody;
import dev.baton.collect.Tally;
import dev.baton.dispatch.Dispatcher;
import dev.baton.ledger.Delivery;
import dev.baton.ledger.EncodedFunction;
import dev.baton.ledger.Ledger;
import dev.baton.ledger.Outcome;
import dev.baton.ledger.OutcomeListener;
import dev.baton.ledger.Placement;
import dev.baton.ledger.TaskSpec;
import dev.baton.pool.data.PoolCleaner;
import dev.baton.pool.data.PoolStore;
import dev.baton.pool.medium.KnownResults;
import dev.baton.pool.setup.CallSettings;
import dev.baton.store.area.BlobRef;
import dev.baton.store.handle.Payloads;
import dev.baton.store.handle.PinnedBlobs;
import dev.baton.store.handoff.Handover;
import dev.baton.wire.Payload;
import dev.baton.wire.PayloadLimit;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns calls into tasks of the ledger, and outcomes into answers, and records the time and bytes
 * this takes. Thread-safe.
 */
public final class Tasks {

  /** The outcome of a task whose answer is decoded and kept elsewhere. */
  public static final Outcome DECODED = new Outcome.Done(Payload.NOTHING, Delivery.inline(0));

  private final Ledger ledger;
  private final Dispatcher dispatcher;
  private final Tally tally;
  private final Codec codec;
  private final PoolStore store;
  private final FailureCodec failures;
  private final PayloadLimit limit;
  private final KnownResults known;
  private final boolean ships;

  Tasks(
      Ledger ledger,
      Dispatcher dispatcher,
      Tally tally,
      Codec codec,
      PoolStore store,
      FailureCodec failures,
      PayloadLimit limit,
      KnownResults known,
      boolean ships) {
    this.ledger = ledger;
    this.dispatcher = dispatcher;
    this.tally = tally;
    this.codec = codec;
    this.store = store;
    this.failures = failures;
    this.limit = limit;
    this.known = known;
    this.ships = ships;
  }

  /**
   * Encodes a function that many tasks share, once for all of them.
   *
   * @throws TaskEncodingException if it cannot be serialised
   */
  public EncodedFunction encodeFunction(Object function, Handoff handoff) {
    PinnedBlobs pinned = new PinnedBlobs();
    try {
      // The data that goes with the function needs room too.
      Handover way = new Handover(handoff, limit.half(), limit, "The function", "");
      Payload payload = handOver(() -> encode(function), way, true, pinned);
      EncodedFunction encoded = new EncodedFunction(payload, pinned.refs(), pinned::release);
      // A caller that abandons a half-read stream of results never signals the last task.
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
   * Submits a task. It is encoded immediately, so later changes to the objects it refers to do not
   * affect it.
   *
   * @param function applied to {@code argument} in the worker, or null if {@code argument} itself
   *     is to be called
   * @throws TaskEncodingException if it cannot be serialised or is too large
   * @throws dev.baton.StoreFullException if it is to be handed over by reference, and there is no
   *     room
   */
  public void submit(
      Submission submission,
      @Nullable EncodedFunction function,
      @Nullable Object argument,
      CallSettings call) {
    if (!restore(submission)) {
      submit(submission, function, () -> encode(argument), call);
    }
  }

  /**
   * Like {@link #submit(Submission, EncodedFunction, Object, CallSettings)}, for an encoded
   * argument.
   */
  public void submit(
      Submission submission,
      @Nullable EncodedFunction function,
      Supplier<Encoded> argument,
      CallSettings call) {
    PinnedBlobs pinned = new PinnedBlobs();
    try {
      PayloadLimit room = room(function);
      String what = function == null ? "The task" : "The argument of the function";
      Payload payload =
          handOver(argument, new Handover(call.handoff(), room, room, what, ""), false, pinned);
      OutcomeListener listener =
          (first, items, outcome) -> {
            try {
              pinned.release();
            } finally {
              submission.ended(first, items, outcome);
            }
          };
      submit(submission, 1, function, payload, pinned.refs(), call, listener);
    } catch (RuntimeException | Error e) {
      pinned.release();
      throw e;
    }
  }

  /**
   * Submits a chunk; the submission pins what its tasks refer to.
   *
   * @param data what that is
   */
  public void submit(
      Submission submission,
      int items,
      EncodedFunction function,
      byte[] arguments,
      Set<BlobRef> data,
      CallSettings call) {
    submit(submission, items, function, Payload.inline(arguments), data, call, submission);
  }

  private void submit(
      Submission submission,
      int items,
      @Nullable EncodedFunction function,
      Payload payload,
      Set<BlobRef> data,
      CallSettings call,
      OutcomeListener listener) {
    long bytes = Payloads.size(payload) + (function == null ? 0 : items * function.bytesPerTask());
    tally.sent(payload.handoff(), items, bytes);
    submission.bytes(bytes);
    submission.submitted(
        ledger.add(
            new TaskSpec(
                items,
                function,
                payload,
                data,
                call.handoff(),
                call.timeout().toMillis(),
                call.retry(),
                call.priority(),
                listener)));
    dispatcher.added();
  }

  /** The size limit of a function's argument that travels beside it. */
  public PayloadLimit room(@Nullable EncodedFunction function) {
    return function == null ? limit : limit.without(function.travellingBytes());
  }

  /** Creates a writer that encodes the arguments of many tasks. */
  public ItemWriter itemWriter() {
    return codec.itemWriter();
  }

  /** Adds time spent on encoding arguments. */
  public void spentEncoding(long ns) {
    tally.spent(Phase.ENCODE, ns);
  }

  /** Whether the result of the next task may be on the log already. */
  public boolean mayBeKnown() {
    return !known.isEmpty() && ledger.counts().added() <= known.last();
  }

  /** Ends the future at once if the task's result is on the log already. */
  private boolean restore(Submission submission) {
    if (known.isEmpty()) {
      return false;
    }
    long id = ledger.addDoneIf(known::has);
    if (id < 0) {
      return false;
    }
    byte[] result = known.take(id);
    submission.bytes(result.length);
    submission.submitted(id);
    submission.ended(
        0, 1, new Outcome.Done(Payload.inline(result), Delivery.inline(result.length)));
    return true;
  }

  /**
   * Encodes a value and hands it over; what it keeps in the host store is pinned.
   *
   * @param forMany whether many tasks share it: then it pays to copy it once to each other host
   */
  private Payload handOver(
      Supplier<Encoded> value, Handover way, boolean forMany, PinnedBlobs pinned) {
    long start = System.nanoTime();
    try {
      Encoded encoded = value.get();
      encoded.references().forEach(pinned::pin);
      return way.handOver(
          encoded,
          () ->
              way.wish() != Handoff.AUTO
                  || store.reachesAllWorkers()
                  || (ships && (forMany || !way.share().fits(encoded.size()))),
          data -> store.blobs().put(data, pinned));
    } finally {
      tally.spent(Phase.ENCODE, System.nanoTime() - start);
    }
  }

  private Encoded encode(@Nullable Object value) {
    try {
      return codec.encode(value);
    } catch (Throwable e) { // thrown by the program's own classes, such as by a writeObject
      throw explain(e);
    }
  }

  /** Explains why a task cannot be encoded. */
  public static RuntimeException explain(Throwable problem) {
    return switch (problem) {
      case BatonException e -> e;
      case IllegalStateException e -> e; // a handle may be closed
      default ->
          new TaskEncodingException(
              "The task cannot be encoded: " + ObjectText.of(problem), "", problem);
    };
  }

  /** Explains to the submitter why a task cannot be submitted. */
  public static RuntimeException refusal(Throwable problem) {
    return switch (problem) {
      case BatonException e -> e;
      case IllegalStateException e -> e; // a handle may be closed
      default ->
          new BatonException("The task could not be submitted: " + ObjectText.of(problem), problem);
    };
  }

  /** Cancels tasks with consecutive ids. */
  public void cancel(long firstId, int items, boolean interrupt) {
    for (Placement placement : ledger.cancel(firstId, items)) {
      dispatcher.cancel(placement, interrupt);
    }
  }

  public Decoded decode(Outcome outcome) {
    long start = System.nanoTime();
    try {
      return switch (outcome) {
        case Outcome.Done(Payload payload, _, Delivery delivery) -> {
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
    } catch (Throwable e) { // thrown by the program's own classes, such as by a readObject
      return notDecoded(e);
    } finally {
      tally.spent(Phase.DECODE_RESULT, System.nanoTime() - start);
    }
  }

  private static Decoded.Failure notDecoded(Throwable problem) {
    return new Decoded.Failure(
        problem instanceof TaskDecodingException
                || problem instanceof BlobGoneException
                || problem instanceof IllegalStateException
            ? problem
            : new TaskDecodingException(
                "The result cannot be decoded: " + ObjectText.of(problem), problem));
  }

  /**
   * Decodes the results of many tasks.
   *
   * @return the results; a {@link Decoded.Failure} in place of one that cannot be decoded
   */
  public @Nullable Object[] decode(Payload payload, int first, int items) {
    long start = System.nanoTime();
    @Nullable Object[] values = new @Nullable Object[items];
    int next = 0;
    try (ItemReader reader = codec.itemReader(payload.bytes())) {
      while (next < items) {
        values[next] = decode(reader, first + next);
        next++;
      }
    } catch (TaskDecodingException e) {
      Arrays.fill(values, next, items, new Decoded.Failure(e));
    } finally {
      tally.spent(Phase.DECODE_RESULT, System.nanoTime() - start);
    }
    return values;
  }

  private static @Nullable Object decode(ItemReader reader, int item) {
    try {
      return reader.read(item);
    } catch (Throwable e) { // thrown by the program's own classes, such as by a readObject
      return notDecoded(e);
    }
  }

  /**
   * Runs a task that no worker ever saw, in the calling thread.
   *
   * @throws TaskFailedException with what the task threw
   */
  public void runHere(TaskSpec task) {
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
   * Converts data that lies in the host store into a form that can travel.
   *
   * @throws BlobGoneException if it is no longer there
   */
  Encoded inlined(Payload payload) {
    return codec.encode(store.decode(payload));
  }
}
