package dev.baton.pool;

import dev.baton.wire.Frame;
import dev.baton.wire.Quarantined;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A task that was given up because it killed its workers. {@code baton quarantine} shows and
 * replays those that are on a log. Immutable.
 *
 * @see ProcessPoolBuilder#onQuarantined
 */
public final class QuarantinedTask {

  private final Quarantined record;

  QuarantinedTask(Quarantined record) {
    this.record = record;
  }

  /** {@return the id of the job that the task belonged to} */
  public String jobId() {
    return record.jobId();
  }

  /** {@return the task's number in that job} */
  public long taskId() {
    return record.taskId();
  }

  /** {@return when the task was given up} */
  public Instant at() {
    return Instant.ofEpochMilli(record.atMs());
  }

  /** {@return the time limit of each attempt; zero for none} */
  public Duration timeout() {
    return Duration.ofMillis(record.timeoutMs());
  }

  /** {@return what is known about each death of a worker, in the order in which they died} */
  public List<String> evidence() {
    return record.evidence();
  }

  /** {@return why the task cannot be run again; empty if it can} */
  public String obstacle() {
    return record.obstacle();
  }

  /**
   * {@return a new array with the task's data and evidence, encoded as in the pool's channel {@code
   * quarantine}}
   */
  public byte[] toRecord() {
    return Frame.encode(record);
  }

  /** {@return the job, the number of the task, and the evidence of the last death} */
  @Override
  public String toString() {
    return record.id() + ": " + (evidence().isEmpty() ? "" : evidence().getLast());
  }
}
