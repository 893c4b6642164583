package dev.baton.store.handle;

import dev.baton.store.area.Arenas;
import dev.baton.store.area.BlobRef;
import dev.baton.store.area.BlobSource;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A blob that this process decides about: its own, or a result that it was given. It is freed when
 * the last of those who hold it has let go: handles of the program, and tasks under way that refer
 * to it. Thread-safe.
 */
final class CountedBlob {

  private static final Cleaner CLEANER = Cleaner.create();

  private final BlobSource source;
  private final PinnedBlobs parts;
  private final Runnable onFree;
  private final String afterEnd;
  private final Object decoding = new Object();
  private @Nullable Object object;

  /** What handles have given out; ends when the pool does, if not before. */
  private final Set<Arena> scopes = ConcurrentHashMap.newKeySet();

  private int holders = 1;
  private volatile boolean ended;

  /**
   * Held once, by the caller.
   *
   * @param parts what it refers to in turn; released by {@code onFree}
   * @param afterEnd says what has ended, when its bytes are asked for after that
   */
  CountedBlob(BlobSource source, PinnedBlobs parts, Runnable onFree, String afterEnd) {
    this.source = source;
    this.parts = parts;
    this.onFree = onFree;
    this.afterEnd = afterEnd;
  }

  BlobRef ref() {
    return source.ref();
  }

  /** It, and what it refers to in turn. */
  Set<BlobRef> refs() {
    Set<BlobRef> all = new HashSet<>(parts.refs());
    all.add(ref());
    return all;
  }

  /** One more holds it; false if it is too late. */
  synchronized boolean retain() {
    if (holders == 0) {
      return false;
    }
    holders++;
    return true;
  }

  /** One less holds it. */
  void release() {
    synchronized (this) {
      holders--;
      if (holders != 0) {
        return;
      }
    }
    if (!ended) {
      source.free();
    }
    onFree.run();
  }

  /** The pool is closed, or the task has ended: no view may be used any more. */
  void end() {
    ended = true;
    List.copyOf(scopes).forEach(this::close);
    source.leave();
  }

  /**
   * Refuses to go on with a blob that can still be written.
   *
   * @throws IllegalStateException if it can
   */
  void requireSealed() {
    if (!source.isSealed()) {
      throw new IllegalStateException(
          ref() + " can still be written, so workers on other hosts cannot have it: seal() it.");
    }
  }

  /** Gives the bytes to a reader, for as long as it runs. */
  <R extends @Nullable Object> R read(Function<MemorySegment, R> reader) {
    Arena scope = Arena.ofShared();
    try {
      return reader.apply(view(scope));
    } finally {
      close(scope);
    }
  }

  /** The object that the bytes are, made by the first who asks, for all. */
  private @Nullable Object object(Function<MemorySegment, @Nullable Object> decoder) {
    synchronized (decoding) {
      if (object == null) {
        object = read(decoder);
      }
      return object;
    }
  }

  private MemorySegment view(Arena scope) {
    MemorySegment view = source.view(scope);
    scopes.add(scope);
    if (ended) {
      close(scope);
      throw endedException();
    }
    return view;
  }

  private void close(Arena scope) {
    if (scopes.remove(scope)) {
      Arenas.close(scope);
    }
  }

  private IllegalStateException endedException() {
    return new IllegalStateException(afterEnd + ", and with it " + ref() + ".");
  }

  /**
   * A handle, which takes over what the caller holds.
   *
   * @param decoder makes the object that the bytes are
   */
  <T extends @Nullable Object> SharedBlob<T> handle(
      ContentKind content, Function<MemorySegment, @Nullable Object> decoder) {
    return new Handle<>(content, this, decoder, true);
  }

  /** A handle to the memory itself that cannot be closed: it lasts until {@link #end()}. */
  SharedBlob<MemorySegment> handleUntilEnd() {
    return new Handle<>(ContentKind.MEMORY, this, memory -> memory, false);
  }

  /** A handle of the program, or of a task to what it has made. */
  static final class Handle<T extends @Nullable Object> extends SharedBlob<T> {

    private final State state;
    private final Function<MemorySegment, @Nullable Object> decoder;
    private final Cleaner.Cleanable cleanable;
    private final boolean canBeClosed;

    private Handle(
        ContentKind content,
        CountedBlob blob,
        Function<MemorySegment, @Nullable Object> decoder,
        boolean canBeClosed) {
      super(content);
      this.decoder = decoder;
      this.canBeClosed = canBeClosed;
      state = new State(blob);
      cleanable = CLEANER.register(this, state);
    }

    @Override
    public BlobRef ref() {
      return state.blob.ref();
    }

    @Override
    public MemorySegment segment() {
      return state.segment();
    }

    @Override
    public boolean isSealed() {
      return state.blob.source.isSealed();
    }

    @Override
    public void seal() {
      state.requireOpen();
      state.blob.source.sealAfterWriters();
      state.sealed();
    }

    @Override
    Set<BlobRef> refs() {
      return state.blob.refs();
    }

    /** There is one for all handles. */
    @Override
    @Nullable Object object() {
      Runnable unpin = pin();
      try {
        return state.blob.object(decoder);
      } finally {
        unpin.run();
      }
    }

    @Override
    public Runnable pin() {
      CountedBlob blob = state.blob;
      state.requireOpen();
      if (state.isClosed() || !blob.retain()) {
        throw state.closedException();
      }
      return blob::release;
    }

    @Override
    public void close() {
      if (canBeClosed) {
        cleanable.clean();
      }
    }
  }

  /** What must go when a handle does; refers to no handle, so that the collector can tell. */
  private static final class State implements Runnable {

    private final CountedBlob blob;
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable Arena scope;
    private @Nullable MemorySegment segment;

    private State(CountedBlob blob) {
      this.blob = blob;
    }

    private synchronized MemorySegment segment() {
      requireOpen();
      MemorySegment known = segment;
      if (known == null) {
        Arena made = Arena.ofShared();
        known = blob.view(made);
        scope = made;
        segment = known;
      }
      return known;
    }

    /** Whoever asks from now on gets a view that cannot be written. */
    private synchronized void sealed() {
      if (segment != null) {
        segment = segment.asReadOnly();
      }
    }

    private boolean isClosed() {
      return closed.get();
    }

    private void requireOpen() {
      if (blob.ended) {
        throw blob.endedException();
      }
      if (isClosed()) {
        throw closedException();
      }
    }

    private IllegalStateException closedException() {
      return new IllegalStateException("The handle to " + blob.ref() + " is closed.");
    }

    @Override
    public void run() {
      if (closed.compareAndSet(false, true)) {
        synchronized (this) {
          if (scope != null) {
            blob.close(scope);
          }
        }
        if (!blob.ended) {
          blob.release();
        }
      }
    }
  }
}
