package dev.baton.store.chronicle;

import dev.baton.store.JobBoard;
import dev.baton.wire.JobBeat;
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
  public synchronized void note(JobBeat beat, long heardMs) {
    entries.gate().enter();
    try {
      JobValue value = place(beat.coordinator());
      ByteBuffer id =
          ByteBuffer.wrap(
              Arrays.copyOf(beat.jobId().getBytes(StandardCharsets.US_ASCII), ID_BYTES));
      value.setOrderedCoordinator(0);
      value.setOrderedId0(id.getLong());
      value.setOrderedId1(id.getLong());
      value.setOrderedId2(id.getLong());
      value.setOrderedPending(beat.pending());
      value.setOrderedDispatched(beat.dispatched());
      value.setOrderedDone(beat.done());
      value.setOrderedFailed(beat.failed());
      value.setOrderedHeard(heardMs);
      value.setOrderedCoordinator(beat.coordinator());
    } finally {
      entries.gate().leave();
    }
  }

  @Override
  public List<JobBeat> heardSince(long sinceMs) {
    entries.gate().enter();
    try {
      return entries.values().stream()
          .filter(value -> value.getVolatileHeard() >= sinceMs)
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
                    .min(Comparator.comparingLong(JobValue::getVolatileHeard))
                    .orElseThrow());
  }

  private static @Nullable JobBeat read(JobValue value) {
    long coordinator = value.getVolatileCoordinator();
    ByteBuffer id = ByteBuffer.allocate(ID_BYTES);
    id.putLong(value.getVolatileId0());
    id.putLong(value.getVolatileId1());
    id.putLong(value.getVolatileId2());
    JobBeat read =
        new JobBeat(
            coordinator,
            new String(id.array(), StandardCharsets.US_ASCII).replace("\0", ""),
            value.getVolatilePending(),
            value.getVolatileDispatched(),
            value.getVolatileDone(),
            value.getVolatileFailed());
    return coordinator != 0 && value.getVolatileCoordinator() == coordinator ? read : null;
  }
}
