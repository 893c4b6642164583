package dev.baton.cli.dashboard;

import org.jspecify.annotations.Nullable;

/**
 * What a source knows of a job.
 *
 * @param id of its run
 * @param name of the job
 * @param command as it was typed, for people
 * @param state where it stands, in lower case
 * @param tasks how many there are; −1 if nobody has counted them
 * @param done tasks that ended with a result
 * @param failed tasks that ended otherwise
 * @param running tasks that are with workers
 * @param waiting tasks that wait for a worker
 * @param startedMs when it started, in milliseconds since the epoch
 * @param message why it ended as it did; null if there is nothing to say
 * @param canCancel whether it can be cancelled from here while it runs
 */
record JobFacts(
    String id,
    String name,
    String command,
    String state,
    long tasks,
    long done,
    long failed,
    long running,
    long waiting,
    long startedMs,
    @Nullable String message,
    boolean canCancel) {

  static final String RUNNING = "running";

  boolean isRunning() {
    return state.equals(RUNNING);
  }

  long ended() {
    return done + failed;
  }
}
