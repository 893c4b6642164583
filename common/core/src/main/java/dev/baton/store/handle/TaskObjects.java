package dev.baton.store.handle;

import dev.baton.codec.Codec;
import dev.baton.codec.ReferenceType;
import dev.baton.store.area.BlobRef;
import dev.baton.store.reader.BlobReader;
import dev.baton.store.reader.BlobScope;
import dev.baton.wire.Payload;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The objects that a worker decodes for the tasks of one program, with the classes of that program.
 * Thread-safe.
 */
public final class TaskObjects {

  /** So many decoded objects are kept. */
  private static final int OBJECTS_KEPT = 64;

  private final BlobReader reader;
  private final Supplier<BlobScope> scope;
  private final Codec codec;
  private final Map<BlobRef, Object> objects =
      new LinkedHashMap<>(OBJECTS_KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<BlobRef, Object> eldest) {
          return size() > OBJECTS_KEPT;
        }
      };

  /**
   * Has decoded nothing yet.
   *
   * @param scope the scope of the task that the calling thread runs
   * @param makeCodec makes a codec that knows the handles of this worker
   */
  TaskObjects(
      BlobReader reader, Supplier<BlobScope> scope, Function<ReferenceType<?>, Codec> makeCodec) {
    this.reader = reader;
    this.scope = scope;
    this.codec = makeCodec.apply(handles());
  }

  /**
   * Decodes an object for the task that the calling thread runs.
   *
   * @throws dev.baton.BlobGoneException if it is not there
   */
  public @Nullable Object decode(BlobRef ref) {
    return codec.decode(scope.get().view(ref));
  }

  /** As {@link #decode(BlobRef)}, but once for all tasks of the program, who must not change it. */
  public @Nullable Object decodeOnce(BlobRef ref) {
    synchronized (objects) {
      Object known = objects.get(ref);
      if (known == null) {
        known = decode(ref);
        if (known != null) {
          objects.put(ref, known);
        }
      }
      return known;
    }
  }

  /**
   * Decodes what was handed over to the task that the calling thread runs.
   *
   * @throws dev.baton.BlobGoneException if it lay in the host store and is not there
   */
  public @Nullable Object decode(Payload payload) {
    return Payloads.decode(payload, codec, this::decode);
  }

  /** As {@link #decodeOnce(BlobRef)}, for what lies in the host store. */
  public @Nullable Object decodeOnce(Payload payload) {
    return Payloads.decode(payload, codec, this::decodeOnce);
  }

  /** The codec for what tasks of the program get and give. */
  public Codec codec() {
    return codec;
  }

  /** Lets go of objects whose data is gone; now and then. */
  public void tidy() {
    synchronized (objects) {
      objects.keySet().removeIf(ref -> !reader.has(ref));
    }
  }

  @SuppressWarnings("rawtypes") // a class literal has no parameters
  private ReferenceType<SharedBlob> handles() {
    return new ReferenceType<>(SharedBlob.class, SharedBlob::toBytes, (bytes, _) -> handle(bytes));
  }

  private SharedBlob<?> handle(byte[] travelled) {
    var said = SharedBlob.EncodedHandle.read(travelled);
    return new ScopedBlob<@Nullable Object>(said.content(), said.ref(), scope, this::decodeOnce);
  }
}
