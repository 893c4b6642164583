package dev.baton.store.handle;

import dev.baton.codec.Codec;
import dev.baton.codec.Encoded;
import dev.baton.codec.ReferenceType;
import dev.baton.store.Uninterrupted;
import dev.baton.store.area.BlobRef;
import dev.baton.store.reader.BlobReader;
import dev.baton.store.reader.BlobScope;
import dev.baton.store.writer.Blob;
import dev.baton.store.writer.BlobWriter;
import java.lang.foreign.MemorySegment;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The host store as a worker uses it: tasks read the blobs of others in place, and results that are
 * large are left in files of the worker's own until their receiver is done with them. Thread-safe.
 */
public final class TaskBlobs implements AutoCloseable {

  private final BlobReader reader;
  private final Supplier<BlobWriter> makeWriter;
  private final Supplier<@Nullable BlobScope> ofTask;
  private final TaskObjects objects;
  private final Object scopes = new Object();
  private int openScopes;
  private volatile BlobScope outsideTasks;
  private @Nullable BlobWriter writer;

  /**
   * A worker's blobs.
   *
   * @param makeWriter makes the worker's own area, when it is first needed
   * @param ofTask the scope of the task that the calling thread runs, or null
   * @param makeCodec makes a codec for programs whose classes are on the worker's class path; it
   *     knows the handles of this worker
   */
  public TaskBlobs(
      BlobReader reader,
      Supplier<BlobWriter> makeWriter,
      Supplier<@Nullable BlobScope> ofTask,
      Function<ReferenceType<?>, Codec> makeCodec) {
    this.reader = reader;
    this.makeWriter = makeWriter;
    this.ofTask = ofTask;
    this.outsideTasks = new BlobScope(reader, () -> {});
    this.objects = objects(makeCodec);
  }

  /** A scope for a task that starts. */
  public BlobScope newScope() {
    synchronized (scopes) {
      openScopes++;
    }
    return new BlobScope(reader, this::scopeEnded);
  }

  /**
   * What threads have opened that no task's scope reaches, such as those of a parallel stream, goes
   * when no task runs: which task they belong to is not known.
   */
  private void scopeEnded() {
    BlobScope over;
    synchronized (scopes) {
      openScopes--;
      if (openScopes > 0) {
        return;
      }
      over = outsideTasks;
      outsideTasks = new BlobScope(reader, () -> {});
    }
    over.close();
  }

  /** Whether blobs can be handed over to a receiver: whether it is on this host. */
  public boolean reaches(long receiver) {
    return receiver != 0 && reader.isThere(receiver);
  }

  /** Makes memory that is open for writing, for a task's result; with zeros at first. */
  public Allocated allocate(long bytes) {
    return new Allocated(writer().zeros(bytes, true));
  }

  /**
   * Puts an encoded result into the store.
   *
   * @throws dev.baton.StoreFullException if there is no room
   */
  public Blob put(Encoded encoded) {
    return writer().write(encoded.size(), true, encoded::copyTo);
  }

  /** The objects of programs whose classes are on the worker's class path. */
  public TaskObjects objects() {
    return objects;
  }

  /**
   * The objects of a program that has classes of its own.
   *
   * @param makeCodec makes a codec that has these classes, and knows the handles of this worker
   */
  public TaskObjects objects(Function<ReferenceType<?>, Codec> makeCodec) {
    return new TaskObjects(reader, this::scope, makeCodec);
  }

  private BlobScope scope() {
    BlobScope current = ofTask.get();
    return current == null ? outsideTasks : current;
  }

  private synchronized BlobWriter writer() {
    BlobWriter known = writer;
    if (known == null) {
      // The task that is first may have been interrupted.
      known = Uninterrupted.<BlobWriter, RuntimeException>apart(makeWriter::get);
      reader.know(known.area());
      writer = known;
    }
    return known;
  }

  /** Takes back what receivers have released, and lets go of what is gone; now and then. */
  public void tidy() {
    BlobWriter known;
    synchronized (this) {
      known = writer;
    }
    if (known != null) {
      known.tidy(reader::isThere);
    }
    reader.tidy();
    objects.tidy();
  }

  /** Removes the worker's area. */
  @Override
  public synchronized void close() {
    if (writer != null) {
      writer.close();
    }
  }

  /** Memory that a task allocated; it goes with the task unless it is handed over. */
  public static final class Allocated implements AutoCloseable {

    private final Blob blob;
    private final CountedBlob held;
    private final SharedBlob<MemorySegment> handle;
    private boolean isGone;

    private Allocated(Blob blob) {
      this.blob = blob;
      this.held = new CountedBlob(blob, new PinnedBlobs(), () -> {}, "The task has ended");
      this.handle = held.handleUntilEnd();
    }

    /** What the task gets. */
    public SharedBlob<MemorySegment> handle() {
      return handle;
    }

    /** What others need to read it. */
    public BlobRef ref() {
      return blob.ref();
    }

    /** Seals it and leaves it to a receiver; does nothing the second time. */
    public synchronized void handOver(long receiver) {
      if (isGone) {
        return;
      }
      isGone = true;
      held.end();
      if (!blob.isSealed()) {
        blob.seal();
      }
      blob.handOver(receiver);
    }

    /** Frees it, unless it was handed over. */
    @Override
    public synchronized void close() {
      if (!isGone) {
        isGone = true;
        held.end();
        blob.free();
      }
    }
  }
}
