package dev.baton.worker;

import dev.baton.Handoff;
import dev.baton.store.blob.BlobRef;
import dev.baton.store.blob.TaskBlobs;
import dev.baton.wire.Payload;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Makes objects of what was handed over, for the task that the calling thread runs. */
final class Payloads {

  private Payloads() {}

  /** A new object. */
  static @Nullable Object decode(Payload payload, TaskBlobs blobs) {
    return payload.handoff() == Handoff.SHARED
        ? blobs.decode(ref(payload))
        : blobs.codec().decode(payload.bytes());
  }

  /** The same object for the same data in the host store: for what tasks do not change. */
  static @Nullable Object decodeOnce(Payload payload, TaskBlobs blobs) {
    return payload.handoff() == Handoff.SHARED
        ? blobs.decodeOnce(ref(payload))
        : blobs.codec().decode(payload.bytes());
  }

  private static BlobRef ref(Payload payload) {
    return BlobRef.read(ByteBuffer.wrap(payload.bytes()));
  }
}
