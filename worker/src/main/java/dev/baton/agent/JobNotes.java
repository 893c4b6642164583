package dev.baton.agent;

import dev.baton.BatonException;
import dev.baton.store.JobBoard;
import dev.baton.store.chronicle.ChronicleJobBoard;
import dev.baton.wire.JobBeat;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Notes in the host store what the pool's coordinators say of their jobs, for whoever asks on this
 * host. Thread-safe.
 */
final class JobNotes implements AutoCloseable {

  private final Path store;
  private @Nullable JobBoard board;
  private boolean closed;

  JobNotes(Path store) {
    this.store = store;
  }

  /** Notes a job. The status is not worth more than the work: with no room left it goes without. */
  synchronized void note(JobBeat beat) {
    if (closed) {
      return;
    }
    try {
      if (board == null) {
        board = ChronicleJobBoard.create(store);
      }
      board.note(beat, System.currentTimeMillis());
    } catch (BatonException e) {
      closed = true;
      System.getLogger(JobNotes.class.getName())
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
