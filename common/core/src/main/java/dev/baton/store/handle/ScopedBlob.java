package dev.baton.store.handle;

import dev.baton.store.area.BlobRef;
import dev.baton.store.reader.BlobScope;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A blob of another process, opened by each task that uses it, for as long as it runs. */
final class ScopedBlob<T extends @Nullable Object> extends SharedBlob<T> {

  private record Last(BlobScope scope, MemorySegment view) {}

  private final BlobRef ref;
  private final Supplier<BlobScope> current;
  private final Function<BlobRef, @Nullable Object> decoder;
  private volatile @Nullable Last last;

  /**
   * Opens nothing yet.
   *
   * @param current the scope of the task that the calling thread runs
   * @param decoder makes the object that the bytes are
   */
  ScopedBlob(
      ContentKind content,
      BlobRef ref,
      Supplier<BlobScope> current,
      Function<BlobRef, @Nullable Object> decoder) {
    super(content);
    this.ref = ref;
    this.current = current;
    this.decoder = decoder;
  }

  @Override
  public BlobRef ref() {
    return ref;
  }

  @Override
  public MemorySegment segment() {
    BlobScope scope = current.get();
    Last known = last;
    if (known != null && known.scope.equals(scope)) {
      return known.view;
    }
    MemorySegment view = scope.view(ref);
    last = new Last(scope, view);
    return view;
  }

  @Override
  Set<BlobRef> refs() {
    return Set.of(ref);
  }

  @Override
  @Nullable Object object() {
    return decoder.apply(ref);
  }

  @Override
  public boolean isSealed() {
    return current.get().isSealed(ref);
  }

  @Override
  public void seal() {
    throw new IllegalStateException("Only who allocated " + ref + " can seal it.");
  }

  /** Its owner sees to it. */
  @Override
  public Runnable pin() {
    return () -> {};
  }

  @Override
  public void close() {
    // The end of the task does it.
  }
}
