package dev.baton.store.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.store.JobBoard;
import dev.baton.store.JobProgress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobBoardIT {

  @TempDir private Path store;

  @Test
  void readersSeeWhatWasNotedLast() {
    assertThat(ChronicleJobBoard.isIn(store)).isFalse();
    try (JobBoard writer = ChronicleJobBoard.create(store);
        JobBoard reader = ChronicleJobBoard.open(store)) {
      assertThat(reader.jobs()).isEmpty();

      writer.note(job(1, 10));
      writer.note(job(2, 11));
      writer.note(job(1, 12));

      assertThat(ChronicleJobBoard.isIn(store)).isTrue();
      assertThat(reader.jobs()).containsExactlyInAnyOrder(job(1, 12), job(2, 11));
    }
  }

  @Test
  void theJobThatWasSilentLongestMakesWay() {
    try (JobBoard board = ChronicleJobBoard.create(store)) {
      for (int i = 1; i <= JobBoard.ROOM + 1; i++) {
        board.note(job(i, 100 - i));
      }

      assertThat(board.jobs())
          .hasSize(JobBoard.ROOM)
          .contains(job(JobBoard.ROOM + 1, 100 - JobBoard.ROOM - 1))
          .doesNotContain(job(JobBoard.ROOM, 100 - JobBoard.ROOM));
    }
  }

  private static JobProgress job(long coordinator, long beatMs) {
    return new JobProgress(
        coordinator, "20261122-104512-000" + coordinator, 1, 2, 3, 1L << 40, beatMs);
  }
}
