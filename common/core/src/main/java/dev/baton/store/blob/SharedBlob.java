package dev.baton.store.blob;

import dev.baton.Shared;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A handle, and how it travels: its kind of content in a byte, then the reference. */
public final class SharedBlob<T extends @Nullable Object> implements Shared<T> {

  private static final int BYTES = 1 + BlobRef.BYTES;

  private final Content content;
  private final BlobAccess access;
  private final Function<? super SharedBlob<T>, ? extends @Nullable Object> decoder;

  /**
   * A handle.
   *
   * @param decoder makes the object of a handle to {@link Content#OBJECT}
   */
  SharedBlob(
      Content content,
      BlobAccess access,
      Function<? super SharedBlob<T>, ? extends @Nullable Object> decoder) {
    this.content = content;
    this.access = access;
    this.decoder = decoder;
  }

  /** What it stands for. */
  public BlobRef ref() {
    return access.ref();
  }

  @Override
  public long byteSize() {
    return ref().length();
  }

  @Override
  public MemorySegment segment() {
    return access.segment();
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // who made the handle knew what it is to
  public T value() {
    try {
      return (T) (content == Content.OBJECT ? decoder.apply(this) : content.toJava(segment()));
    } finally {
      Reference.reachabilityFence(this); // or it may be closed in the middle
    }
  }

  @Override
  public boolean isSealed() {
    return access.isSealed();
  }

  @Override
  public void seal() {
    access.seal();
  }

  @Override
  public void close() {
    access.close();
  }

  /**
   * Keeps the data until the result is run; for as long as a record that has the handle is under
   * way.
   *
   * @throws IllegalStateException if the handle is closed
   */
  public Runnable pin() {
    return access.pin();
  }

  /** What travels. */
  public byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(BYTES).put((byte) content.ordinal());
    ref().writeTo(out);
    return out.array();
  }

  /** What a handle that travelled says. */
  record EncodedHandle(Content content, BlobRef ref) {

    static EncodedHandle read(byte[] bytes) {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      return new EncodedHandle(Content.of(in.hasRemaining() ? in.get() : -1), BlobRef.read(in));
    }
  }

  @Override
  public String toString() {
    return "Shared[" + ref() + "]";
  }
}
