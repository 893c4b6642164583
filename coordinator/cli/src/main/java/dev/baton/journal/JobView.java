package dev.baton.journal;

import dev.baton.wire.JobBeat;
import dev.baton.wire.JobEnded;
import dev.baton.wire.JobStarted;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says about one job.
 *
 * @param progress what its coordinator said last of how far it is; null if it said nothing
 * @param end how it ended; null if it has not, as far as the journal knows
 * @param lastSeenMs when the last record was written, in milliseconds since the epoch
 * @param isAlive whether there are signs of its coordinator
 */
public record JobView(
    JobStarted started,
    @Nullable JobBeat progress,
    @Nullable JobEnded end,
    long lastSeenMs,
    boolean isAlive) {

  /** Where a job stands. */
  public enum State {
    /** Its coordinator is at work. */
    RUNNING,
    /** It has its result. */
    DONE,
    /** A task, or what the tasks gave, ended it. */
    FAILED,
    /** A signal ended it, or its surroundings did. */
    INTERRUPTED,
    /** Its coordinator vanished. */
    LOST
  }

  /** Where the job stands. */
  public State state() {
    if (end == null) {
      return isAlive ? State.RUNNING : State.LOST;
    }
    return switch (end.state()) {
      case DONE -> State.DONE;
      case FAILED -> State.FAILED;
      case INTERRUPTED -> State.INTERRUPTED;
    };
  }

  /** The job's id. */
  public String jobId() {
    return started.jobId();
  }

  /** How many of its tasks had a result when it was last seen. */
  public long done() {
    return progress == null ? 0 : progress.done();
  }

  JobView alive(boolean alive) {
    return new JobView(started, progress, end, lastSeenMs, alive);
  }
}
