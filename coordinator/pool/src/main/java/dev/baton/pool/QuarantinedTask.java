package dev.baton.pool;

import dev.baton.wire.Frame;
import dev.baton.wire.Quarantined;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A task that was given up because its workers died of it; {@code baton quarantine} shows and
 * replays those that are on a log. Immutable.
 */
public final class QuarantinedTask {

  private final Quarantined record;

  QuarantinedTask(Quarantined record) {
    this.record = record;
  }

  /** The job that it belonged to. */
  public String jobId() {
    return record.jobId();
  }

  /** Its number in that job. */
  public long taskId() {
    return record.taskId();
  }

  /** When it was given up. */
  public Instant at() {
    return Instant.ofEpochMilli(record.atMs());
  }

  /** The limit of one attempt; zero for none. */
  public Duration timeout() {
    return Duration.ofMillis(record.timeoutMs());
  }

  /** What is known of each death, in order. */
  public List<String> evidence() {
    return record.evidence();
  }

  /** Why it cannot be run again; empty if it can. */
  public String obstacle() {
    return record.obstacle();
  }

  /** The record of it, as the pool's channel {@code quarantine} has it; a new array. */
  public byte[] toRecord() {
    return Frame.encode(record);
  }

  /** Its job and number, and what its workers died of last. */
  @Override
  public String toString() {
    return record.id() + ": " + (evidence().isEmpty() ? "" : evidence().getLast());
  }
}
