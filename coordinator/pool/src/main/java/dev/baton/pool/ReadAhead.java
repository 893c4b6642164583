package dev.baton.pool;

/**
 * How far a map takes inputs ahead of the results that were asked for: at first just enough to keep
 * the workers busy, as many readers want the first few results only; then more with each result
 * that is taken, up to the window. For one thread.
 */
final class ReadAhead {

  /** Large inputs make the window smaller: what is under way is held here in its encoded form. */
  private static final long WINDOW_BYTES = 128L << 20;

  /** While results flow, each that is taken makes room for more than one input. */
  static final int INPUTS_PER_RESULT = 4;

  private final int window;
  private int allowed;

  /**
   * Nothing was taken yet.
   *
   * @param start how many tasks may be under way then
   * @param window how many at the most
   */
  ReadAhead(int start, int window) {
    this.window = window;
    this.allowed = Math.min(start, window);
  }

  /** A reader has taken a result, and will want more. */
  void taken() {
    allowed = (int) Math.min(window, allowed + (long) INPUTS_PER_RESULT - 1);
  }

  /** How many may be under way now. */
  int allowed() {
    return allowed;
  }

  /** How many more may be under way. */
  int room(int underWay, long bytes) {
    int room = bytes < WINDOW_BYTES ? Math.max(0, allowed - underWay) : 0;
    return underWay == 0 ? Math.max(1, room) : room;
  }
}
