package dev.baton.ledger;

/** What a result hands over: its data, and what in the host store is kept for it. */
public interface Delivery {

  /** How many bytes were handed over. */
  long bytes();

  /** The result was used, or nobody will; may be called more than once. */
  void release();

  /** A result that travelled itself, with nothing in the host store. */
  static Delivery inline(long bytes) {
    return new Delivery() {
      @Override
      public long bytes() {
        return bytes;
      }

      @Override
      public void release() {
        // Nothing is kept.
      }
    };
  }
}
