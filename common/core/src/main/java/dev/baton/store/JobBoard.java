package dev.baton.store;

import dev.baton.store.MappedLines.Line;
import dev.baton.wire.JobBeat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of the host store that says what the coordinators of the pool have to do: written by the
 * host agent, read by whoever asks for the status. Thread-safe.
 *
 * <p>It is {@link MappedLines}, one for each job. One process writes, so that a reader has to do
 * with one change at a time. It notices one by the coordinator's number, which is 0 while the rest
 * changes, and in a line that was never used.
 */
public final class JobBoard implements AutoCloseable {

  /** So many jobs have room. */
  public static final int ROOM = 16;

  private static final String FILE = "jobs";

  private static final int COORDINATOR = 0;
  private static final int ID = 1; // 24 bytes of ASCII, zeros behind
  private static final int ID_WORDS = 3;
  private static final int PENDING = 4;
  private static final int DISPATCHED = 5;
  private static final int DONE = 6;
  private static final int FAILED = 7;
  private static final int HEARD = 8;

  private final MappedLines lines;

  private JobBoard(MappedLines lines) {
    this.lines = lines;
  }

  /**
   * Makes an empty board in a host store.
   *
   * @throws dev.baton.EnvironmentException if there is no room
   */
  public static JobBoard create(Path directory) {
    return new JobBoard(MappedLines.create(directory.resolve(FILE), ROOM));
  }

  /**
   * Opens the board of a host store.
   *
   * @throws dev.baton.EnvironmentException if it cannot be opened
   */
  public static JobBoard open(Path directory) {
    return new JobBoard(MappedLines.open(directory.resolve(FILE)));
  }

  /** Whether a host store has a board; it is made when there is something to note. */
  public static boolean isIn(Path directory) {
    return Files.exists(directory.resolve(FILE));
  }

  /**
   * Notes how far a job is. With no room left the one that was silent longest makes way.
   *
   * @param heardMs when the host heard that, in milliseconds since the epoch
   */
  public synchronized void note(JobBeat beat, long heardMs) {
    Line line = place(beat.coordinator());
    ByteBuffer id =
        ByteBuffer.wrap(
            Arrays.copyOf(beat.jobId().getBytes(StandardCharsets.US_ASCII), ID_WORDS * Long.BYTES));
    line.set(COORDINATOR, 0);
    for (int word = 0; word < ID_WORDS; word++) {
      line.set(ID + word, id.getLong());
    }
    line.set(PENDING, beat.pending());
    line.set(DISPATCHED, beat.dispatched());
    line.set(DONE, beat.done());
    line.set(FAILED, beat.failed());
    line.set(HEARD, heardMs);
    line.set(COORDINATOR, beat.coordinator());
  }

  /** What was noted of each job last, if it was heard at {@code sinceMs} or later; in no order. */
  public List<JobBeat> heardSince(long sinceMs) {
    return lines.lines().stream()
        .filter(line -> line.get(HEARD) >= sinceMs)
        .map(JobBoard::read)
        .filter(Objects::nonNull)
        .toList();
  }

  /** Gives the memory back in this process. */
  @Override
  public void close() {
    lines.close();
  }

  /** The job's own line, or one that was never used, or the oldest. */
  private Line place(long coordinator) {
    return lines.lines().stream()
        .filter(line -> line.get(COORDINATOR) == coordinator)
        .findFirst()
        .orElseGet(
            () ->
                lines.lines().stream()
                    .min(Comparator.comparingLong(line -> line.get(HEARD)))
                    .orElseThrow());
  }

  private static @Nullable JobBeat read(Line line) {
    long coordinator = line.get(COORDINATOR);
    ByteBuffer id = ByteBuffer.allocate(ID_WORDS * Long.BYTES);
    for (int word = 0; word < ID_WORDS; word++) {
      id.putLong(line.get(ID + word));
    }
    JobBeat read =
        new JobBeat(
            coordinator,
            new String(id.array(), StandardCharsets.US_ASCII).replace("\0", ""),
            line.get(PENDING),
            line.get(DISPATCHED),
            line.get(DONE),
            line.get(FAILED));
    return coordinator != 0 && line.get(COORDINATOR) == coordinator ? read : null;
  }
}
