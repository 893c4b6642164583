package dev.baton.dispatch;

/** The rule of credit, written down a second time. */
public final class Credit {

  private final Roster roster;
  private final Pace pace;

  /** The rule at this pace of the pool. */
  public Credit(Roster roster, Pace pace) {
    this.roster = roster;
    this.pace = pace;
  }

  /**
   * Whether a worker may be sent tasks: as many as it has slots, or, while tasks are short there, a
   * batch while it has one more at the most, or two if the first of them was tried before.
   */
  public boolean allows(KnownWorker worker, int outstanding, int more, boolean repeat) {
    Pace own = roster.pace(worker.incarnation(), pace);
    int batch = roster.batchSize(worker.incarnation(), pace);
    return outstanding + more <= worker.slots()
        || (own.prefetch() && outstanding <= (repeat ? 2 * batch : batch) && more <= batch);
  }
}
