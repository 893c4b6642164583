package dev.baton.cli.dashboard;

/** What a page can have done. Each throws a {@link dev.baton.BatonException} that says why not. */
interface Actions {

  /**
   * Cancels a job.
   *
   * @return what was done, for people
   */
  String cancel(String jobId);

  /**
   * Has a host leave its pool.
   *
   * @param host its incarnation
   * @return what was done, for people
   */
  String drain(long host);

  /**
   * Runs a task from the quarantine once more, and waits for its end.
   *
   * @param task its id
   * @return what came of it, for people
   */
  String replay(String task);
}
