package dev.baton.store;

import java.util.List;

/**
 * The part of the host store that says what the coordinators of the pool have to do: written by the
 * host agent, read by whoever asks for the status. Thread-safe.
 */
public interface JobBoard extends AutoCloseable {

  /** So many jobs have room. */
  int ROOM = 16;

  /** Notes how far a job is. With no room left the one that was silent longest makes way. */
  void note(JobProgress progress);

  /** What was noted of each job last, in no order. */
  List<JobProgress> jobs();

  /** Gives the memory back in this process. */
  @Override
  void close();
}
