package dev.baton.wire;

import java.time.Duration;

/**
 * How often the processes of a pool show that they are alive, and after how long a silence one
 * counts as dead. All waits for a beat, or for its absence, use these times.
 */
public final class Liveness {

  /** How often a host reports in a {@link HostBeat} that it is alive. */
  public static final Duration HOST_BEAT = Duration.ofSeconds(1);

  /**
   * A host that is silent for longer is lost: ten of its beats, so that a pause of a busy machine
   * is not taken for a death.
   */
  public static final Duration HOST_LOST = HOST_BEAT.multipliedBy(10);

  /**
   * A worker that its host's beats do not list for longer is lost: a host lists its workers in each
   * beat from the moment it reports them as up.
   */
  public static final Duration WORKER_LOST = HOST_BEAT.multipliedBy(3);

  /** How often a worker shows in the host state that it is alive. */
  public static final Duration WORKER_BEAT = Duration.ofMillis(250);

  /** How often a coordinator with open tasks reports its progress in a {@link JobBeat}. */
  public static final Duration JOB_BEAT = Duration.ofSeconds(1);

  /** A coordinator that is silent for longer is gone, or has nothing to do. */
  public static final Duration JOB_LOST = JOB_BEAT.multipliedBy(5);

  /**
   * A coordinator that has not renewed its {@link CopyLease} for this long is gone, and its copies
   * on other hosts are freed. As for a host, a pause of a busy machine must not count as a death.
   */
  public static final Duration COPIES_LOST = JOB_BEAT.multipliedBy(15);

  /** How often a coordinator writes a {@link JobBeat} to the journal of a cluster. */
  public static final Duration JOURNAL_BEAT = Duration.ofSeconds(5);

  /** A coordinator that has written nothing to the journal for this long is lost. */
  public static final Duration JOURNAL_LOST = JOURNAL_BEAT.multipliedBy(3);

  /**
   * The maximum silence counted between two looks. If more time passed, the watcher itself was not
   * awake: the machine slept or froze, or the broker was away.
   */
  public static final Duration LONGEST_GAP = HOST_BEAT.multipliedBy(2);

  private Liveness() {}
}
