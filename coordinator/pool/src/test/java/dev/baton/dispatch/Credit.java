package dev.baton.dispatch;

/** The rule of credit, written down a second time. */
public final class Credit {

  private final Pace pace;

  /** The rule at this pace. */
  public Credit(Pace pace) {
    this.pace = pace;
  }

  /**
   * Whether a worker may be sent tasks: as many as it has slots, or, while tasks are short, a batch
   * while it has one more at the most, or two if the first of them was tried before.
   */
  public boolean allows(int slots, int outstanding, int more, boolean repeat) {
    int batch = pace.batchSize() * slots;
    return outstanding + more <= slots
        || (pace.prefetch() && outstanding <= (repeat ? 2 * batch : batch) && more <= batch);
  }
}
