package dev.baton.store.handle;

import dev.baton.Shared;
import dev.baton.store.area.BlobRef;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A handle, and how it travels: its kind of content in a byte, then the reference. */
public abstract sealed class SharedBlob<T extends @Nullable Object> implements Shared<T>
    permits CountedBlob.Handle, ScopedBlob {

  private static final int BYTES = 1 + BlobRef.BYTES;

  private final ContentKind content;

  SharedBlob(ContentKind content) {
    this.content = content;
  }

  /** What it stands for. */
  public abstract BlobRef ref();

  /**
   * Keeps the data until the result is run; for as long as a record that has the handle is under
   * way.
   *
   * @throws IllegalStateException if the handle is closed
   */
  public abstract Runnable pin();

  /** What it stands for, with what that refers to in turn. */
  abstract Set<BlobRef> refs();

  /** The object that the bytes are, if they are one. */
  abstract @Nullable Object object();

  @Override
  public long byteSize() {
    return ref().length();
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // who made the handle knew what it is to
  public T value() {
    try {
      return (T) (content == ContentKind.OBJECT ? object() : content.toJava(segment()));
    } finally {
      Reference.reachabilityFence(this); // or it may be closed in the middle
    }
  }

  /** What travels. */
  public byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(BYTES).put((byte) content.ordinal());
    ref().writeTo(out);
    return out.array();
  }

  /** What a handle that travelled says. */
  record EncodedHandle(ContentKind content, BlobRef ref) {

    static EncodedHandle read(byte[] bytes) {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      return new EncodedHandle(ContentKind.of(in.hasRemaining() ? in.get() : -1), BlobRef.read(in));
    }
  }

  @Override
  public String toString() {
    return "Shared[" + ref() + "]";
  }
}
