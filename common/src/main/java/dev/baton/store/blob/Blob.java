package dev.baton.store.blob;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;

/** A blob that this process wrote, or writes. Thread-safe. */
public final class Blob {

  private final BlobWriter owner;
  private final Place place;
  private final BlobRef ref;
  private final BlobHeader header;
  private final boolean isPassing;
  private final AtomicBoolean freed = new AtomicBoolean();

  Blob(BlobWriter owner, Place place, BlobRef ref, BlobHeader header, boolean isPassing) {
    this.owner = owner;
    this.place = place;
    this.ref = ref;
    this.header = header;
    this.isPassing = isPassing;
  }

  /** What others need to read it. */
  public BlobRef ref() {
    return ref;
  }

  /** How many bytes it has. */
  public long length() {
    return ref.length();
  }

  /** Its bytes, to be written before it is sealed; must not be used once it is freed. */
  public MemorySegment bytes() {
    return place.file().memory().asSlice(ref.offset(), ref.length());
  }

  /** Its bytes as long as an arena lives, which must be closed before the blob is freed. */
  public MemorySegment view(Arena scope) {
    MemorySegment view = place.file().view(ref.offset(), ref.length(), scope);
    return isSealed() ? view.asReadOnly() : view;
  }

  /** Whether it can be written no more. */
  public boolean isSealed() {
    return header.state() != BlobHeader.OPEN;
  }

  /** Lets no more writers in; what they write who are in already is part of it. */
  void beginSeal() {
    header.beginSeal();
  }

  /** Lets writers in again, as it cannot be sealed now. */
  void reopen() {
    header.reopen();
  }

  /** Ends the writing. Those who opened it before are to be done with it. */
  public void seal() {
    header.seal(owner.withChecksums() ? BlobHeader.checksum(bytes()) : BlobHeader.NO_CHECKSUM);
  }

  /** Whether other processes have it open. */
  public boolean isLeased() {
    return owner.isLeased(this);
  }

  /** Gives it up; its room is used again when nobody has a lease on it any more. */
  public void free() {
    if (freed.compareAndSet(false, true)) {
      owner.free(this);
    }
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

  Place place() {
    return place;
  }

  BlobHeader header() {
    return header;
  }
}
