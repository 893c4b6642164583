package dev.baton.store;

import dev.baton.EnvironmentException;
import dev.baton.store.MappedLines.Line;
import dev.baton.wire.JobBeat;
import java.io.IOException;
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
 * The board as {@link MappedLines}, one for each job. One process writes, so that a reader has to
 * do with one change at a time. It notices one by the coordinator's number, which is 0 while the
 * rest changes, and in a line that was never used.
 */
public final class MappedJobBoard implements JobBoard {

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

  private MappedJobBoard(MappedLines lines) {
    this.lines = lines;
  }

  /**
   * Makes an empty board in a host store.
   *
   * @throws EnvironmentException if there is no room
   */
  public static MappedJobBoard create(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      return new MappedJobBoard(MappedLines.create(file, ROOM));
    } catch (IOException e) {
      throw new EnvironmentException(
          "Cannot create " + file + ": " + e.getMessage() + ". Free some room there.", e);
    }
  }

  /**
   * Opens the board of a host store.
   *
   * @throws EnvironmentException if it cannot be opened
   */
  public static MappedJobBoard open(Path directory) {
    try {
      return new MappedJobBoard(MappedLines.open(directory.resolve(FILE)));
    } catch (IOException e) {
      throw new EnvironmentException(
          "Cannot open the job board in " + directory + ": " + e.getMessage() + ".", e);
    }
  }

  /** Whether a host store has a board; it is made when there is something to note. */
  public static boolean isIn(Path directory) {
    return Files.exists(directory.resolve(FILE));
  }

  @Override
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

  @Override
  public List<JobBeat> heardSince(long sinceMs) {
    return lines.lines().stream()
        .filter(line -> line.get(HEARD) >= sinceMs)
        .map(MappedJobBoard::read)
        .filter(Objects::nonNull)
        .toList();
  }

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
