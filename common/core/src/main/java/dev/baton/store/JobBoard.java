package dev.baton.store;

import dev.baton.wire.JobBeat;
import java.util.List;

/**
 * The part of the host store that says what the coordinators of the pool have to do: written by the
 * host agent, read by whoever asks for the status. Thread-safe.
 */
public interface JobBoard extends AutoCloseable {

  /** So many jobs have room. */
  int ROOM = 16;

  /**
   * Notes how far a job is. With no room left the one that was silent longest makes way.
   *
   * @param heardMs when the host heard that, in milliseconds since the epoch
   */
  void note(JobBeat beat, long heardMs);

  /** What was noted of each job last, if it was heard at {@code sinceMs} or later; in no order. */
  List<JobBeat> heardSince(long sinceMs);

  /** Gives the memory back in this process. */
  @Override
  void close();
}
