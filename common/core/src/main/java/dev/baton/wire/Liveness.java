package dev.baton.wire;

import java.time.Duration;

/**
 * How often the processes of a pool show that they live, and how long a silence means that one does
 * not. Whoever waits for a beat, or for its absence, takes its time from here.
 */
public final class Liveness {

  /** How often a host says in a {@link HostBeat} that it is there. */
  public static final Duration HOST_BEAT = Duration.ofSeconds(1);

  /**
   * A host that was silent for longer is lost: ten of its beats, so that a pause of a busy machine
   * is no death.
   */
  public static final Duration HOST_LOST = HOST_BEAT.multipliedBy(10);

  /**
   * A worker that its host's beats did not list for longer is lost: a host lists its workers in
   * each from the moment when it says that they are up.
   */
  public static final Duration WORKER_LOST = HOST_BEAT.multipliedBy(3);

  /** How often a worker shows in the host state that it lives. */
  public static final Duration WORKER_BEAT = Duration.ofMillis(250);

  /** How often a coordinator with open tasks says in a {@link JobBeat} how far it is. */
  public static final Duration JOB_BEAT = Duration.ofSeconds(1);

  /** A coordinator that was silent for longer is gone, or has nothing to do. */
  public static final Duration JOB_LOST = JOB_BEAT.multipliedBy(5);

  /** How often a coordinator writes a {@link JobBeat} into the journal of a cluster. */
  public static final Duration JOURNAL_BEAT = Duration.ofSeconds(5);

  /** A coordinator that has written nothing into the journal for so long is lost. */
  public static final Duration JOURNAL_LOST = JOURNAL_BEAT.multipliedBy(3);

  /**
   * What the time between two looks counts at most as silence of others. If it was longer, the
   * watcher itself was not awake: the machine slept or stood still, or the broker was away.
   */
  public static final Duration LONGEST_GAP = HOST_BEAT.multipliedBy(2);

  private Liveness() {}
}
