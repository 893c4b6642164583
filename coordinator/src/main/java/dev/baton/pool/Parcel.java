package dev.baton.pool;

import dev.baton.ledger.Delivery;
import java.lang.ref.Cleaner;

/** Blobs that came with a result; let go at the latest when nobody has the result any more. */
final class Parcel implements Delivery {

  private final long bytes;
  private final Cleaner.Cleanable cleanable;

  /**
   * A parcel.
   *
   * @param release lets the blobs go; refers to no parcel
   */
  Parcel(long bytes, Runnable release) {
    this.bytes = bytes;
    this.cleanable = Garbage.CLEANER.register(this, release);
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void release() {
    cleanable.clean();
  }
}
