package dev.baton.store.writer;

import dev.baton.store.area.BlobHeader;
import dev.baton.store.area.BlobRef;
import dev.baton.store.area.BlobSource;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** A blob that this process wrote, or writes. Thread-safe. */
public final class Blob implements BlobSource {

  /** How long sealing waits for tasks that may still write. */
  private static final Duration WRITERS_LIMIT = Duration.ofSeconds(5);

  private final BlobWriter owner;
  private final Extent extent;
  private final BlobRef ref;
  private final BlobHeader header;
  private final boolean isPassing;
  private final Object sealing = new Object();
  private final AtomicBoolean freed = new AtomicBoolean();

  Blob(BlobWriter owner, Extent extent, BlobRef ref, BlobHeader header, boolean isPassing) {
    this.owner = owner;
    this.extent = extent;
    this.ref = ref;
    this.header = header;
    this.isPassing = isPassing;
  }

  /** What others need to read it. */
  @Override
  public BlobRef ref() {
    return ref;
  }

  /** How many bytes it has. */
  public long length() {
    return ref.length();
  }

  /** Its bytes, to be written before it is sealed; must not be used once it is freed. */
  public MemorySegment bytes() {
    return extent.file().memory().asSlice(ref.offset(), ref.length());
  }

  /** Its bytes as long as an arena lives, which must be closed before the blob is freed. */
  @Override
  public MemorySegment view(Arena scope) {
    MemorySegment view = extent.file().view(ref.offset(), ref.length(), scope);
    return isSealed() ? view.asReadOnly() : view;
  }

  /** Whether it can be written no more. */
  @Override
  public boolean isSealed() {
    return header.state() != BlobHeader.OPEN;
  }

  /** Ends the writing. Those who opened it before are to be done with it. */
  public void seal() {
    header.seal(owner.withChecksums() ? BlobHeader.checksum(bytes()) : BlobHeader.NO_CHECKSUM);
  }

  /**
   * Lets no more writers in, waits for those who are in already, and ends the writing.
   *
   * @throws IllegalStateException if they are not done in time; it is open again then
   */
  @Override
  public void sealAfterWriters() {
    synchronized (sealing) {
      if (!isSealed()) {
        header.beginSeal();
        awaitWriters();
        seal();
      }
    }
  }

  private void awaitWriters() {
    long deadline = System.nanoTime() + WRITERS_LIMIT.toNanos();
    while (isLeased()) {
      if (System.nanoTime() - deadline > 0) {
        header.reopen();
        throw new IllegalStateException(
            "Tasks that may write to " + ref + " are still running; it cannot be sealed.");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  /** Whether other processes have it open. */
  public boolean isLeased() {
    return owner.isLeased(this);
  }

  /** Gives it up; its room is used again when nobody has a lease on it any more. */
  @Override
  public void free() {
    if (freed.compareAndSet(false, true)) {
      owner.free(this);
    }
  }

  @Override
  public void leave() {
    // Its file is its owner's.
  }

  /**
   * Leaves it to a process that got its reference, until that one releases it or is gone.
   *
   * @param receiver the receiver's area
   */
  public void handOver(long receiver) {
    owner.handedOver(this, receiver);
  }

  /** Whether it goes with a task or result. */
  boolean isPassing() {
    return isPassing;
  }

  Extent extent() {
    return extent;
  }

  BlobHeader header() {
    return header;
  }
}
