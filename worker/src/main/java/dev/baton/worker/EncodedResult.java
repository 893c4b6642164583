package dev.baton.worker;

import dev.baton.codec.ItemsBuilder;
import dev.baton.store.area.BlobRef;
import dev.baton.store.handle.TaskBlobs.Allocated;
import dev.baton.store.writer.Blob;
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
 * @param item adds it to the results of other tasks, to travel with them; null if it has its own
 *     payload
 */
record EncodedResult(
    Payload payload,
    List<Blob> data,
    List<Allocated> memory,
    @Nullable Consumer<ItemsBuilder> item) {

  /** Creates a result with its own answer. */
  EncodedResult(Payload payload, List<Blob> data, List<Allocated> memory) {
    this(payload, data, memory, null);
  }

  /** Creates a result that travels with those of other tasks. */
  static EncodedResult asItem(Consumer<ItemsBuilder> item) {
    return new EncodedResult(Payload.NOTHING, List.of(), List.of(), item);
  }

  /** References to the memory that goes with it. */
  byte[] blobs() {
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
