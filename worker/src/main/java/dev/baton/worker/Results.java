package dev.baton.worker;

import dev.baton.BlobGoneException;
import dev.baton.Handoff;
import dev.baton.StoreFullException;
import dev.baton.TaskEncodingException;
import dev.baton.codec.Encoded;
import dev.baton.store.blob.Blob;
import dev.baton.store.blob.HandoffRule;
import dev.baton.store.blob.TaskBlobs;
import dev.baton.store.blob.TaskBlobs.Allocated;
import dev.baton.wire.Handed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes what tasks return, and decides how it is handed over. Thread-safe. */
final class Results {

  private final TaskBlobs blobs;
  private final int maxPayloadBytes;

  /** For results that may travel if they have at most so many bytes. */
  Results(TaskBlobs blobs, int maxPayloadBytes) {
    this.blobs = blobs;
    this.maxPayloadBytes = maxPayloadBytes;
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
    boolean isForLog =
        wish == Handoff.AUTO && task.batch().resultsOnLog() && encoded.size() <= maxPayloadBytes;
    boolean isByReference = !isForLog && HandoffRule.isByReference(wish, encoded.size());
    // To look for the receiver takes longer than a small task does.
    boolean isNear = (isByReference || !memory.isEmpty()) && blobs.reaches(task.batch().receiver());
    if (!memory.isEmpty() && !isNear) {
      throw new BlobGoneException(
          task
              + " returned shared memory, and its coordinator is on another host, where that"
              + " cannot be read. Return an array, or run a worker on the coordinator's host.");
    }
    if (isNear && isByReference) {
      Blob data = put(encoded, wish);
      if (data != null) {
        return new Result(Handed.byReference(data.ref().toBytes()), data, memory);
      }
    }
    requireFits(task, encoded.size());
    return new Result(Handed.inline(encoded.toByteArray()), null, memory);
  }

  /** Null if there is no room, and it may travel. */
  private @Nullable Blob put(Encoded encoded, Handoff wish) {
    try {
      return blobs.put(encoded);
    } catch (StoreFullException e) {
      if (wish == Handoff.AUTO && encoded.size() <= maxPayloadBytes) {
        return null;
      }
      throw e;
    }
  }

  private void requireFits(ReceivedTask task, long bytes) {
    if (bytes > maxPayloadBytes) {
      throw new TaskEncodingException(
          "%s returned a result of %,d bytes; a record can take %,d (max.message.bytes of the results topic). Return less, use handoff AUTO or SHARED, or write it to a file and return its path."
              .formatted(task, bytes, maxPayloadBytes),
          "result",
          null);
    }
  }
}
