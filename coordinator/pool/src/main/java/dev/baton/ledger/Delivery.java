package dev.baton.ledger;

/** What a result hands over: its data, and what the host store keeps for it. */
public final class Delivery {

  private final long bytes;
  private final Runnable release;

  /**
   * Creates the delivery of a result for which the host store keeps something.
   *
   * @param release frees that; may be run more than once
   */
  public Delivery(long bytes, Runnable release) {
    this.bytes = bytes;
    this.release = release;
  }

  /** The delivery of a result that travelled itself, with nothing in the host store. */
  public static Delivery inline(long bytes) {
    return new Delivery(bytes, () -> {});
  }

  /** How many bytes were handed over. */
  public long bytes() {
    return bytes;
  }

  /** Notes that the result was used, or never will be; may be called more than once. */
  public void release() {
    release.run();
  }
}
