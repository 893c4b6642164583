package dev.baton.ledger;

/** What a result hands over: its data, and what in the host store is kept for it. */
public final class Delivery {

  private final long bytes;
  private final Runnable release;

  /**
   * A result for which something is kept in the host store.
   *
   * @param release lets it go; may be run more than once
   */
  public Delivery(long bytes, Runnable release) {
    this.bytes = bytes;
    this.release = release;
  }

  /** A result that travelled itself, with nothing in the host store. */
  public static Delivery inline(long bytes) {
    return new Delivery(bytes, () -> {});
  }

  /** How many bytes were handed over. */
  public long bytes() {
    return bytes;
  }

  /** The result was used, or nobody will; may be called more than once. */
  public void release() {
    release.run();
  }
}
