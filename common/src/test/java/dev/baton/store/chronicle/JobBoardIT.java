package dev.baton.store.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.store.JobBoard;
import dev.baton.wire.JobBeat;
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
      assertThat(reader.heardSince(0)).isEmpty();

      writer.note(job(1, 10), 10);
      writer.note(job(2, 11), 11);
      writer.note(job(1, 12), 12);

      assertThat(ChronicleJobBoard.isIn(store)).isTrue();
      assertThat(reader.heardSince(0)).containsExactlyInAnyOrder(job(1, 12), job(2, 11));
      assertThat(reader.heardSince(12)).containsExactly(job(1, 12));
    }
  }

  @Test
  void theJobThatWasSilentLongestMakesWay() {
    try (JobBoard board = ChronicleJobBoard.create(store)) {
      for (int i = 1; i <= JobBoard.ROOM + 1; i++) {
        board.note(job(i, i), 100 - i);
      }

      assertThat(board.heardSince(0))
          .hasSize(JobBoard.ROOM)
          .contains(job(JobBoard.ROOM + 1, JobBoard.ROOM + 1))
          .doesNotContain(job(JobBoard.ROOM, JobBoard.ROOM));
    }
  }

  private static JobBeat job(long coordinator, long done) {
    return new JobBeat(coordinator, "20261122-104512-000" + coordinator, 1, 2, done, 1L << 40);
  }
}
