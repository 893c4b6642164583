package dev.baton.store.chronicle;

import dev.baton.store.JobBoard;
import dev.baton.store.JobProgress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The board as {@link FixedEntries}, one {@link JobValue} for each job. One process writes, so that
 * a reader has to do with one change at a time, and notices it by the coordinator's number.
 */
public final class ChronicleJobBoard implements JobBoard {

  private static final String FILE = "jobs";
  private static final int ID_BYTES = 24;

  private final FixedEntries<JobValue> entries;

  private ChronicleJobBoard(FixedEntries<JobValue> entries) {
    this.entries = entries;
  }

  /**
   * Makes an empty board in a host store.
   *
   * @throws dev.baton.EnvironmentException if there is no room
   */
  public static ChronicleJobBoard create(Path directory) {
    return new ChronicleJobBoard(
        FixedEntries.create(directory.resolve(FILE), JobValue.class, JobValue.BYTES, ROOM));
  }

  /**
   * Opens the board of a host store.
   *
   * @throws dev.baton.EnvironmentException if it cannot be opened
   */
  public static ChronicleJobBoard open(Path directory) {
    return new ChronicleJobBoard(
        FixedEntries.open(directory.resolve(FILE), JobValue.class, JobValue.BYTES));
  }

  /** Whether a host store has a board; it is made when there is something to note. */
  public static boolean isIn(Path directory) {
    return FixedEntries.exists(directory.resolve(FILE));
  }

  @Override
  public synchronized void note(JobProgress progress) {
    entries.gate().enter();
    try {
      JobValue value = place(progress.coordinator());
      ByteBuffer id =
          ByteBuffer.wrap(
              Arrays.copyOf(progress.jobId().getBytes(StandardCharsets.US_ASCII), ID_BYTES));
      value.setOrderedCoordinator(0);
      value.setOrderedId0(id.getLong());
      value.setOrderedId1(id.getLong());
      value.setOrderedId2(id.getLong());
      value.setOrderedPending(progress.pending());
      value.setOrderedDispatched(progress.dispatched());
      value.setOrderedDone(progress.done());
      value.setOrderedFailed(progress.failed());
      value.setOrderedBeat(progress.beatMs());
      value.setOrderedCoordinator(progress.coordinator());
    } finally {
      entries.gate().leave();
    }
  }

  @Override
  public List<JobProgress> jobs() {
    entries.gate().enter();
    try {
      return entries.values().stream()
          .map(ChronicleJobBoard::read)
          .filter(Objects::nonNull)
          .toList();
    } finally {
      entries.gate().leave();
    }
  }

  @Override
  public void close() {
    entries.close();
  }

  /** The job's own note, or one that was never used, or the oldest. */
  private JobValue place(long coordinator) {
    return entries.values().stream()
        .filter(value -> value.getVolatileCoordinator() == coordinator)
        .findFirst()
        .orElseGet(
            () ->
                entries.values().stream()
                    .min(Comparator.comparingLong(JobValue::getVolatileBeat))
                    .orElseThrow());
  }

  private static @Nullable JobProgress read(JobValue value) {
    long coordinator = value.getVolatileCoordinator();
    ByteBuffer id = ByteBuffer.allocate(ID_BYTES);
    id.putLong(value.getVolatileId0());
    id.putLong(value.getVolatileId1());
    id.putLong(value.getVolatileId2());
    JobProgress read =
        new JobProgress(
            coordinator,
            new String(id.array(), StandardCharsets.US_ASCII).replace("\0", ""),
            value.getVolatilePending(),
            value.getVolatileDispatched(),
            value.getVolatileDone(),
            value.getVolatileFailed(),
            value.getVolatileBeat());
    return coordinator != 0 && value.getVolatileCoordinator() == coordinator ? read : null;
  }
}
