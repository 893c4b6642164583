package dev.baton.ledger;

import java.lang.ref.Cleaner;
import java.lang.ref.Cleaner.Cleanable;
import org.jspecify.annotations.Nullable;

/** What a result hands over: its data, and what in the host store is kept for it. */
public final class Delivery {

  private final long bytes;
  private final @Nullable Cleanable kept;

  private Delivery(long bytes) {
    this.bytes = bytes;
    this.kept = null;
  }

  private Delivery(long bytes, Runnable release, Cleaner cleaner) {
    this.bytes = bytes;
    this.kept = cleaner.register(this, release);
  }

  /** A result that travelled itself, with nothing in the host store. */
  public static Delivery inline(long bytes) {
    return new Delivery(bytes);
  }

  /**
   * A result for which something is kept in the host store, at the longest until nobody has the
   * delivery any more.
   *
   * @param release lets it go; refers to no delivery
   * @param cleaner notices when nobody has the delivery any more
   */
  public static Delivery keeping(long bytes, Runnable release, Cleaner cleaner) {
    return new Delivery(bytes, release, cleaner);
  }

  /** How many bytes were handed over. */
  public long bytes() {
    return bytes;
  }

  /** The result was used, or nobody will; may be called more than once. */
  public void release() {
    if (kept != null) {
      kept.clean();
    }
  }
}
