package dev.baton.pool.engine;

import dev.baton.BatonException;
import dev.baton.codec.Encoded;
import dev.baton.codec.ObjectText;
import dev.baton.ledger.EncodedFunction;
import dev.baton.ledger.Poisoned;
import dev.baton.pool.medium.Medium;
import dev.baton.pool.thread.Callbacks;
import dev.baton.pool.thread.FailureLog;
import dev.baton.wire.Payload;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.Quarantined;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records tasks that were given up, with all their data, wherever it currently lies, so that a
 * person can examine them. Thread-safe.
 */
final class QuarantineLog implements BiConsumer<Poisoned, Runnable> {

  private final String jobId;
  private final byte[] initializer;
  private final Function<Payload, Encoded> inlined;
  private final Medium medium;
  private final Callbacks callbacks;
  private final Consumer<? super Quarantined> listener;

  /**
   * Creates a log.
   *
   * @param medium keeps the records
   * @param inlined converts data in the host store into a form that can travel
   * @param callbacks runs the listener
   * @param listener also receives each record
   */
  QuarantineLog(
      String jobId,
      byte[] initializer,
      Function<Payload, Encoded> inlined,
      Medium medium,
      Callbacks callbacks,
      Consumer<? super Quarantined> listener) {
    this.jobId = jobId;
    this.initializer = initializer;
    this.inlined = inlined;
    this.medium = medium;
    this.callbacks = callbacks;
    this.listener = listener;
  }

  /**
   * Records a task and tells the listener.
   *
   * @param giveUp ends the task; run after the listener was called
   */
  @Override
  public void accept(Poisoned task, Runnable giveUp) {
    Quarantined record = record(task);
    try {
      medium.record(record);
    } catch (BatonException e) { // the task's failure has the evidence too
      FailureLog.log("A task could not be recorded in quarantine", e);
    } finally {
      callbacks.later("onQuarantined", listener, record);
      callbacks.later(giveUp);
    }
  }

  private Quarantined record(Poisoned poisoned) {
    EncodedFunction function = poisoned.task().function();
    Quarantined bare = quarantined(poisoned, new byte[0], new byte[0]);
    try {
      Quarantined whole = quarantined(poisoned, bytes(function), bytes(poisoned.task().payload()));
      long size = (long) whole.function().length + whole.payload().length + initializer.length;
      long evidence = poisoned.evidence().stream().mapToLong(text -> 4L * text.length()).sum();
      PayloadLimit limit = medium.recordLimit().without(evidence);
      return limit.fits(size)
          ? whole
          : bare.without(
              "its data has %,d bytes, and a record has room for %,d"
                  .formatted(size, limit.bytes()));
    } catch (Throwable e) { // decoding it may run code of the program's classes
      return bare.without("its data lay in the host store and is gone (" + ObjectText.of(e) + ")");
    }
  }

  private Quarantined quarantined(Poisoned poisoned, byte[] function, byte[] payload) {
    return new Quarantined(
        jobId,
        poisoned.taskId(),
        System.currentTimeMillis(),
        poisoned.task().timeoutMs(),
        "",
        initializer,
        function,
        payload,
        poisoned.evidence());
  }

  private byte[] bytes(@Nullable EncodedFunction function) {
    return function == null ? new byte[0] : bytes(function.payload());
  }

  private byte[] bytes(Payload payload) {
    return switch (payload.handoff()) {
      case KRYO -> payload.bytes();
      case SHARED, AUTO -> inlined.apply(payload).toByteArray();
    };
  }
}
