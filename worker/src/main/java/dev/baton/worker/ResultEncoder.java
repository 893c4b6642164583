package dev.baton.worker;

import dev.baton.BlobGoneException;
import dev.baton.Handoff;
import dev.baton.TaskEncodingException;
import dev.baton.codec.Encoded;
import dev.baton.codec.ItemWriter;
import dev.baton.log.blob.BlobPublisher;
import dev.baton.store.area.BlobRef;
import dev.baton.store.handle.TaskBlobs;
import dev.baton.store.handle.TaskBlobs.Allocated;
import dev.baton.store.handoff.HandoffRule;
import dev.baton.store.handoff.Handover;
import dev.baton.store.writer.Blob;
import dev.baton.wire.LogPlace;
import dev.baton.wire.Payload;
import dev.baton.wire.PayloadLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Encodes what tasks return, and chooses the handoff. Thread-safe. */
final class ResultEncoder {

  /** Larger results have an answer of their own. */
  private static final long LARGEST_ITEM = 16 << 10;

  private final TaskBlobs blobs;
  private final PayloadLimit limit;
  private final @Nullable BlobPublisher publisher;

  /**
   * Creates an encoder whose results may travel within a limit.
   *
   * @param publisher puts larger ones on the log for coordinators on other hosts; null if there are
   *     none
   */
  ResultEncoder(TaskBlobs blobs, PayloadLimit limit, @Nullable BlobPublisher publisher) {
    this.publisher = publisher;
    this.blobs = blobs;
    this.limit = limit;
  }

  /**
   * Encodes what a task returned, ready to be sent.
   *
   * @throws TaskEncodingException if it cannot be serialised, or is too large to travel
   * @throws dev.baton.StoreFullException if there is no room in the host store
   */
  EncodedResult encode(RunningTask running, @Nullable Object value) {
    return handOver(running, running.batch().program().classes().objects().codec().encode(value));
  }

  /**
   * Whether a result that was just written can travel with those of other tasks: it refers to
   * nothing, and is small.
   */
  boolean canBeItem(RunningTask running, ItemWriter written, long bytes) {
    return bytes <= Math.min(LARGEST_ITEM, limit.bytes() / 4)
        && written.references().isEmpty()
        && !HandoffRule.isByReference(running.entry().resultHandoff(), bytes);
  }

  /** Encodes a result that was just written, with its own answer. */
  EncodedResult encode(RunningTask running, ItemWriter written) {
    return handOver(running, written.alone());
  }

  private EncodedResult handOver(RunningTask running, Encoded encoded) {
    ReceivedTask task = running.task();
    List<Allocated> memory = running.memory().find(encoded.references());
    PayloadLimit room = limit.without((long) memory.size() * BlobRef.BYTES);
    // Looking for the receiver takes longer than a small task, so it is done only if needed.
    BooleanSupplier isNear = () -> blobs.reaches(task.batch().receiver());
    if ((!memory.isEmpty() || !room.fits(encoded.size())) && !isNear.getAsBoolean()) {
      if (publisher != null && task.batch().receiver() != 0) {
        return onLog(encoded, memory, room, publisher);
      }
      if (!memory.isEmpty()) {
        throw new BlobGoneException(
            task
                + " returned shared memory, and its coordinator has no host store to put it into.");
      }
    }
    Handover handover =
        new Handover(wish(task, encoded, room), room, room, "The result of " + task, "result");
    List<Blob> data = new ArrayList<>(1);
    Payload payload =
        handover.handOver(
            encoded,
            isNear,
            bytes -> {
              data.add(blobs.put(bytes));
              return data.getFirst().ref();
            });
    return new EncodedResult(payload, data, memory);
  }

  /** Puts what cannot travel on the log, where a coordinator on another host can read it. */
  private EncodedResult onLog(
      Encoded encoded, List<Allocated> memory, PayloadLimit room, BlobPublisher to) {
    List<LogPlace> places = new ArrayList<>(memory.size() + 1);
    Payload payload;
    if (room.fits(encoded.size())) {
      payload = Payload.inline(encoded.toByteArray());
    } else {
      Blob data = blobs.put(encoded);
      try {
        places.add(to.publish(data.bytes(), _ -> {}));
        payload = Payload.byReference(data.ref().toBytes());
      } finally {
        data.free();
      }
    }
    memory.forEach(each -> places.add(to.publish(each.handle().segment(), _ -> {})));
    return EncodedResult.onLog(
        payload, new EncodedResult.OnLog(EncodedResult.references(memory), places));
  }

  /** A result that must be on the log travels, if it can. */
  private static Handoff wish(ReceivedTask task, Encoded encoded, PayloadLimit room) {
    Handoff wish = task.entry().resultHandoff();
    boolean isForLog = task.batch().resultsOnLog() && room.fits(encoded.size());
    return wish == Handoff.AUTO && isForLog ? Handoff.KRYO : wish;
  }
}
