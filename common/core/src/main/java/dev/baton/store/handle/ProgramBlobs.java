package dev.baton.store.handle;

import dev.baton.BlobGoneException;
import dev.baton.Shared;
import dev.baton.codec.Codec;
import dev.baton.codec.Encoded;
import dev.baton.store.area.AreaLocation;
import dev.baton.store.area.BlobRef;
import dev.baton.store.area.BlobSource;
import dev.baton.store.area.HostId;
import dev.baton.store.reader.BlobLease;
import dev.baton.store.reader.BlobReader;
import dev.baton.store.writer.Blob;
import dev.baton.store.writer.BlobWriter;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The blobs that a program has in the host store: what it shares, what it hands over with its
 * tasks, and the results it gets. Each is freed when nothing in the program, and no task under way,
 * refers to it any more. Thread-safe.
 */
public final class ProgramBlobs implements AutoCloseable {

  private final BlobWriter writer;
  private final BlobReader reader;
  private final Codec codec;
  private final Consumer<? super BlobRef> onFreed;
  private final Map<BlobRef, CountedBlob> held = new ConcurrentHashMap<>();

  /** Results that nobody has read; they can be read after the end too. */
  private final Set<BlobRef> unread = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;
  private volatile boolean over;

  /**
   * Makes the program's area.
   *
   * @param codec for objects; it must know the handles of {@link #handle}
   * @param onFreed told of each blob that is not needed any more
   */
  public ProgramBlobs(
      BlobWriter writer, BlobReader reader, Codec codec, Consumer<? super BlobRef> onFreed) {
    this.onFreed = onFreed;
    this.writer = writer;
    this.reader = reader;
    this.codec = codec;
    reader.know(writer.area());
  }

  /** Names this program to those that hand results over to it. */
  public long areaId() {
    return writer.areaId();
  }

  /** Where the program's area is. */
  public AreaLocation location() {
    return reader.location(HostId.get(), areaId());
  }

  /**
   * Makes something else than a blob, which has its room until the end.
   *
   * @throws dev.baton.StoreFullException if there is not so much room; nothing is made then
   */
  public <T> T make(long bytes, Supplier<T> maker) {
    writer.take(bytes);
    try {
      return maker.get();
    } catch (RuntimeException | Error e) {
      writer.giveBack(bytes);
      throw e;
    }
  }

  /** Copies data into the store and seals it. */
  public <T> Shared<T> share(ContentKind content, MemorySegment data) {
    Blob blob = writer.write(data.byteSize(), false, bytes -> bytes.copyFrom(data));
    return handle(content, hold(blob));
  }

  /**
   * Encodes an object into the store. What handles in it stand for is kept as long as the object.
   *
   * @throws IllegalStateException if one of these handles is closed
   */
  public <T extends @Nullable Object> Shared<T> shareObject(T value) {
    Encoded encoded = codec.encode(value);
    PinnedBlobs parts = new PinnedBlobs();
    try {
      encoded.references().forEach(parts::pin);
      Blob blob = write(encoded, false);
      return handle(ContentKind.OBJECT, hold(blob.ref(), blob, parts));
    } catch (RuntimeException | Error e) {
      parts.release();
      throw e;
    }
  }

  /** Makes memory that is open for writing; it has zeros at first. */
  public Shared<MemorySegment> allocate(long bytes) {
    return handle(ContentKind.MEMORY, hold(writer.zeros(bytes, false)));
  }

  /** Puts what goes with a task into the store, where it stays as long as it is pinned. */
  public BlobRef put(Encoded encoded, PinnedBlobs pinned) {
    CountedBlob blob = hold(write(encoded, true));
    pinned.add(blob.ref(), blob::release);
    return blob.ref();
  }

  private Blob write(Encoded encoded, boolean isPassing) {
    return writer.write(encoded.size(), isPassing, encoded::copyTo);
  }

  /**
   * Takes over blobs that came with a result.
   *
   * @param isData whether the first is the result itself, which can be read until it is released,
   *     also after the end; all others are of use until the end
   * @param refs one reference after the other
   * @param arrived the copies that came in place of what the references stand for, in the same
   *     order; none if all of it is on this host
   * @return to be released once they are of no use any more
   * @throws BlobGoneException if one of them is not there any more; none is taken over then
   */
  public PinnedBlobs receive(boolean isData, byte[] refs, List<Blob> arrived) {
    PinnedBlobs received = new PinnedBlobs();
    Iterator<Blob> copies = arrived.iterator();
    try {
      for (ByteBuffer in = ByteBuffer.wrap(refs); in.hasRemaining(); ) {
        BlobRef ref = BlobRef.read(in);
        BlobSource blob = copies.hasNext() ? copies.next() : received(ref);
        if (isData && received.isEmpty()) {
          unread.add(blob.ref());
        }
        CountedBlob held = hold(ref, blob);
        received.add(ref, held::release);
      }
    } catch (RuntimeException e) {
      received.release();
      throw e;
    }
    return received;
  }

  private BlobLease received(BlobRef ref) {
    BlobLease blob = reader.open(ref);
    blob.received();
    return blob;
  }

  /**
   * Makes room for data that comes from another host, to be written and sealed.
   *
   * @throws dev.baton.StoreFullException if there is none
   */
  public Blob arriving(long bytes) {
    return writer.allocate(bytes, true);
  }

  /**
   * Gives the bytes of a blob to a reader, for as long as it runs.
   *
   * @throws BlobGoneException if it is not there any more
   * @throws IllegalStateException if it can still be written
   */
  public void read(BlobRef ref, Consumer<MemorySegment> bytesReader) {
    CountedBlob blob = retained(ref);
    try {
      blob.requireSealed();
      var _ =
          blob.<@Nullable Object>read(
              bytes -> {
                bytesReader.accept(bytes);
                return null;
              });
    } finally {
      blob.release();
    }
  }

  /**
   * Decodes the object that a blob holds.
   *
   * @throws BlobGoneException if it is not there any more
   */
  public @Nullable Object decode(BlobRef ref) {
    CountedBlob blob = retained(ref);
    try {
      return blob.read(codec::decode);
    } finally {
      blob.release();
    }
  }

  /** The handle that travelled as these bytes. */
  public SharedBlob<?> handle(byte[] travelled) {
    var said = SharedBlob.EncodedHandle.read(travelled);
    return handle(said.content(), retained(said.ref()));
  }

  private <T extends @Nullable Object> SharedBlob<T> handle(ContentKind content, CountedBlob blob) {
    return blob.handle(content, codec::decode);
  }

  private CountedBlob retained(BlobRef ref) {
    CountedBlob known = held.get(ref);
    if (known == null || !known.retain()) {
      throw new BlobGoneException(ref + " is gone: it was freed.");
    }
    return known;
  }

  private CountedBlob hold(BlobSource source) {
    return hold(source.ref(), source, new PinnedBlobs());
  }

  private CountedBlob hold(BlobRef name, BlobSource source) {
    return hold(name, source, new PinnedBlobs());
  }

  /** Holds a blob; {@code name} is what others call it, if it came from another host. */
  private CountedBlob hold(BlobRef name, BlobSource source, PinnedBlobs parts) {
    Runnable onFree =
        () -> {
          held.remove(name);
          held.remove(source.ref());
          onFreed.accept(source.ref());
          parts.release();
          if (unread.remove(source.ref())) {
            leaveIfAllIsRead();
          }
        };
    CountedBlob blob = new CountedBlob(source, parts, onFree, "The pool is closed");
    held.put(source.ref(), blob);
    held.put(name, blob);
    if (closed) {
      blob.end();
    }
    return blob;
  }

  /** Whether it has this blob. */
  public boolean has(BlobRef ref) {
    return held.containsKey(ref);
  }

  /** Takes back what tasks have let go; to be called now and then. */
  public void tidy() {
    writer.tidy(reader::isThere);
    reader.tidy();
  }

  /**
   * Removes all blobs of the program; handles that are used later say so. Results that nobody has
   * read can still be: they take their memory until they are released.
   */
  @Override
  public void close() {
    closed = true;
    held.values().stream().filter(blob -> !unread.contains(blob.ref())).forEach(CountedBlob::end);
    reader.close();
    writer.end();
    over = true; // not before: handles must have ended when their memory goes
    leaveIfAllIsRead();
  }

  /** As long as the program's area is there, the owners of these results keep them. */
  private void leaveIfAllIsRead() {
    if (over && unread.isEmpty()) {
      writer.close();
    }
  }
}
