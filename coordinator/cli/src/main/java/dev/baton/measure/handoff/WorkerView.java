package dev.baton.measure.handoff;

import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.store.StoreLocations;
import dev.baton.store.blob.BlobReader;
import dev.baton.store.blob.BlobRef;
import dev.baton.store.blob.BlobScope;
import dev.baton.store.blob.TaskBlobs;
import dev.baton.store.chronicle.SharedValues;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The host store as a worker sees it, put together as a worker does. For one thread. */
final class WorkerView implements AutoCloseable {

  private final BlobReader reader = new BlobReader(StoreLocations.ofThisHost());
  private final SharedValues values = new SharedValues(reader);
  private final TaskBlobs blobs;
  private @Nullable BlobScope scope;

  WorkerView() {
    AllowList allowed = AllowList.standard();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    blobs =
        new TaskBlobs(
            reader,
            () -> {
              throw new IllegalStateException("the receiver makes no blobs");
            },
            () -> scope,
            handles -> new KryoCodec(allowed, loader, values.typesAfter(handles)));
  }

  /** A task starts. */
  void beginTask() {
    scope = blobs.newScope();
  }

  /** A blob in place, until the task ends. */
  MemorySegment view(BlobRef ref) {
    BlobScope current = scope;
    if (current == null) {
      throw new IllegalStateException("no task runs");
    }
    return current.view(ref);
  }

  Codec codec() {
    return blobs.codec();
  }

  /** The task ends, and its views with it. */
  void endTask() {
    BlobScope current = scope;
    scope = null;
    if (current != null) {
      current.close();
    }
    blobs.tidy();
  }

  @Override
  public void close() {
    values.close();
    blobs.close();
    reader.close();
  }
}
