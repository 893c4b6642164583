package dev.baton.timeline;

import dev.baton.PoolEvent;

/** Takes what a {@link Timeline} has put together, on the thread that feeds the timeline. */
public interface TimelineSink {

  /** An attempt has ended. They come in the order in which the program heard of their ends. */
  void attempt(AttemptSpan span);

  /**
   * A worker can take tasks.
   *
   * @param restarts how many processes had its place before
   */
  void started(PoolEvent.WorkerStarted worker, int restarts);

  /** A worker is gone; its attempts have come before. */
  void lost(PoolEvent.WorkerLost worker);

  /** A worker had nothing to do and has ended. */
  void parked(PoolEvent.WorkerParked worker);

  /** Attempts have an answer though they were believed lost. */
  void late(PoolEvent.Answered answer);

  /** There is nothing more to tell for now. */
  void pause();
}
