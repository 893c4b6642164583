package dev.baton.worker;

import dev.baton.BlobGoneException;
import dev.baton.Handoff;
import dev.baton.StoreFullException;
import dev.baton.TaskEncodingException;
import dev.baton.codec.Encoded;
import dev.baton.store.blob.Blob;
import dev.baton.store.blob.BlobRef;
import dev.baton.store.blob.HandoffRule;
import dev.baton.store.blob.TaskBlobs;
import dev.baton.store.blob.TaskBlobs.Allocated;
import dev.baton.wire.Payload;
import dev.baton.wire.PayloadLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes what tasks return, and decides how it is handed over. Thread-safe. */
final class Results {

  private final TaskBlobs blobs;
  private final PayloadLimit limit;

  /** For results that may travel if they are within a limit. */
  Results(TaskBlobs blobs, PayloadLimit limit) {
    this.blobs = blobs;
    this.limit = limit;
  }

  /**
   * What a task returned, ready to be sent.
   *
   * @throws TaskEncodingException if it cannot be serialised, or is too large to travel
   * @throws StoreFullException if there is no room in the host store
   */
  Result of(RunningTask running, @Nullable Object value) {
    ReceivedTask task = running.task();
    Encoded encoded = blobs.codec().encode(value);
    List<Allocated> memory = running.memory().find(encoded.references());
    Handoff wish = task.entry().resultHandoff();
    PayloadLimit room = limit.without((long) memory.size() * BlobRef.BYTES);
    boolean mayTravel = room.fits(encoded.size());
    boolean isForLog = wish == Handoff.AUTO && task.batch().resultsOnLog() && mayTravel;
    boolean isByReference = !isForLog && HandoffRule.isByReference(wish, encoded.size(), mayTravel);
    // To look for the receiver takes longer than a small task does.
    boolean isNear = (isByReference || !memory.isEmpty()) && blobs.reaches(task.batch().receiver());
    if (!memory.isEmpty() && !isNear) {
      throw new BlobGoneException(
          task
              + " returned shared memory, and its coordinator is on another host, where that"
              + " cannot be read. Return an array, or run a worker on the coordinator's host.");
    }
    if (isNear && isByReference) {
      Blob data = put(encoded, wish == Handoff.AUTO && mayTravel);
      if (data != null) {
        return new Result(Payload.byReference(data.ref().toBytes()), data, memory);
      }
    }
    room.requireFits("The result of " + task, encoded.size(), "result");
    return new Result(Payload.inline(encoded.toByteArray()), null, memory);
  }

  /** Null if there is no room, and it may be sent. */
  private @Nullable Blob put(Encoded encoded, boolean mayBeSent) {
    try {
      return blobs.put(encoded);
    } catch (StoreFullException e) {
      if (mayBeSent) {
        return null;
      }
      throw e;
    }
  }
}
