package dev.baton.worker;

import dev.baton.Handoff;
import dev.baton.store.blob.BlobRef;
import dev.baton.store.blob.TaskBlobs;
import dev.baton.wire.Handed;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Makes objects of what was handed over, for the task that the calling thread runs. */
final class Payloads {

  private Payloads() {}

  /** A new object. */
  static @Nullable Object decode(Handed handed, TaskBlobs blobs) {
    return handed.handoff() == Handoff.SHARED
        ? blobs.decode(ref(handed))
        : blobs.codec().decode(handed.bytes());
  }

  /** The same object for the same data in the host store: for what tasks do not change. */
  static @Nullable Object decodeOnce(Handed handed, TaskBlobs blobs) {
    return handed.handoff() == Handoff.SHARED
        ? blobs.decodeOnce(ref(handed))
        : blobs.codec().decode(handed.bytes());
  }

  private static BlobRef ref(Handed handed) {
    return BlobRef.read(ByteBuffer.wrap(handed.bytes()));
  }
}
