package dev.baton.agent;

import dev.baton.BatonException;
import dev.baton.role.Clock;
import dev.baton.store.JobBoard;
import dev.baton.wire.JobBeat;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the pool's coordinators report about their jobs to the board in the host store, for
 * readers on this host. Thread-safe.
 */
final class JobBoardWriter implements AutoCloseable {

  private final Path store;
  private @Nullable JobBoard board;
  private boolean closed;

  JobBoardWriter(Path store) {
    this.store = store;
  }

  /** Notes a job. The status must not cost the work: if there is no room left, it goes without. */
  synchronized void note(JobBeat beat) {
    if (closed) {
      return;
    }
    try {
      if (board == null) {
        board = JobBoard.create(store);
      }
      board.note(beat, Clock.SYSTEM.epochMillis());
    } catch (BatonException e) {
      closed = true;
      System.getLogger(JobBoardWriter.class.getName())
          .log(System.Logger.Level.WARNING, "'baton status' will not show jobs here", e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (board != null) {
      board.close();
    }
  }
}
