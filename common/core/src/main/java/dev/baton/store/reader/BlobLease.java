package dev.baton.store.reader;

import dev.baton.BlobGoneException;
import dev.baton.store.area.BlobHeader;
import dev.baton.store.area.BlobRef;
import dev.baton.store.area.BlobSource;
import dev.baton.store.area.MappedFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;

/** A blob that this process has a lease on: what it sees in it does not change. Thread-safe. */
public final class BlobLease implements BlobSource, AutoCloseable {

  private final OpenArea area;
  private final MappedFile file;
  private final BlobRef ref;
  private final BlobHeader header;
  private final int lease;
  private final AtomicBoolean leaseEnded = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  BlobLease(OpenArea area, MappedFile file, BlobRef ref, BlobHeader header, int lease) {
    this.area = area;
    this.file = file;
    this.ref = ref;
    this.header = header;
    this.lease = lease;
  }

  @Override
  public BlobRef ref() {
    return ref;
  }

  @Override
  public boolean isSealed() {
    return header.state() != BlobHeader.OPEN;
  }

  /** Its bytes, in place, read-only if it is sealed; must end before this lease does. */
  @Override
  public MemorySegment view(Arena scope) {
    MemorySegment view = file.view(ref.offset(), ref.length(), scope);
    return isSealed() ? view.asReadOnly() : view;
  }

  /**
   * Compares its bytes with the checksum that was made when it was sealed, if there is one.
   *
   * @throws BlobGoneException if they differ
   */
  void verify() {
    long expected = header.checksum();
    if (isSealed() && expected != BlobHeader.NO_CHECKSUM) {
      long found = BlobHeader.checksum(file.memory().asSlice(ref.offset(), ref.length()));
      if (found != expected) {
        throw new BlobGoneException(ref + " is damaged: its checksum is wrong.");
      }
    }
  }

  /**
   * For the receiver of a result: the owner keeps it until it is {@linkplain #free() released}, so
   * it needs no lease. A program can have very many results, and leases are few.
   */
  public void received() {
    endLease();
  }

  /** Nothing to do: what a process is given is sealed. */
  @Override
  public void sealAfterWriters() {}

  /** For the receiver of a result: done with it, its owner may use the room again. */
  @Override
  public void free() {
    if (!closed.get()) {
      area.release(file, header);
    }
    close();
  }

  private void endLease() {
    if (leaseEnded.compareAndSet(false, true)) {
      area.end(lease);
    }
  }

  @Override
  public void leave() {
    close();
  }

  /** Ends the lease. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      endLease();
      area.end(file);
    }
  }
}
