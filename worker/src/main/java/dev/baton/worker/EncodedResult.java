package dev.baton.worker;

import dev.baton.codec.ItemsBuilder;
import dev.baton.store.area.BlobRef;
import dev.baton.store.handle.TaskBlobs.Allocated;
import dev.baton.store.writer.Blob;
import dev.baton.wire.LogPlace;
import dev.baton.wire.Payload;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A result that is ready to be sent: data that travels or lies in the host store, and memory that
 * the task allocated and that goes with it. It is either handed over or discarded.
 *
 * @param data the blobs that the payload refers to; none if it travels
 * @param onLog data that lies on the log, for a receiver on another host; null if there is none
 * @param item adds it to the results of other tasks, to travel with them; null if it has its own
 *     payload
 */
record EncodedResult(
    Payload payload,
    List<Blob> data,
    List<Allocated> memory,
    @Nullable OnLog onLog,
    @Nullable Consumer<ItemsBuilder> item) {

  /**
   * Data of a result that lies on the log.
   *
   * @param blobs references to what the task allocated
   * @param places where all of it is, the payload first if it is a reference
   */
  @SuppressWarnings("ArrayRecordComponent") // carried to the wire; never compared
  record OnLog(byte[] blobs, List<LogPlace> places) {}

  /** Creates a result with its own answer. */
  EncodedResult(Payload payload, List<Blob> data, List<Allocated> memory) {
    this(payload, data, memory, null, null);
  }

  /** Creates a result that travels with those of other tasks. */
  static EncodedResult asItem(Consumer<ItemsBuilder> item) {
    return new EncodedResult(Payload.NOTHING, List.of(), List.of(), null, item);
  }

  /** Creates a result with its own answer whose large data is on the log already. */
  static EncodedResult onLog(Payload payload, OnLog data) {
    return new EncodedResult(payload, List.of(), List.of(), data, null);
  }

  /** Where the data is that the references stand for, if not in the host store. */
  List<LogPlace> places() {
    return onLog == null ? List.of() : onLog.places;
  }

  /** References to the memory that goes with it. */
  byte[] blobs() {
    return onLog == null ? references(memory) : onLog.blobs;
  }

  /** References to memory, one after the other. */
  static byte[] references(List<Allocated> memory) {
    ByteBuffer refs = ByteBuffer.allocate(memory.size() * BlobRef.BYTES);
    memory.forEach(each -> each.ref().writeTo(refs));
    return refs.array();
  }

  /** Leaves what is in the host store to the receiver, who learns of it after this. */
  void handOver(long receiver) {
    memory.forEach(each -> each.handOver(receiver));
    data.forEach(blob -> blob.handOver(receiver));
  }

  /** Frees a result that will not be sent. */
  void discard() {
    data.forEach(Blob::free);
  }
}
