package dev.baton.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.EnvironmentException;
import dev.baton.wire.JobBeat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobBoardTest {

  @TempDir private Path store;

  @Test
  void readersSeeWhatWasNotedLast() {
    assertThat(JobBoard.isIn(store)).isFalse();
    try (JobBoard writer = JobBoard.create(store);
        JobBoard reader = JobBoard.open(store)) {
      assertThat(reader.heardSince(0)).isEmpty();

      writer.note(job(1, 10), 10);
      writer.note(job(2, 11), 11);
      writer.note(job(1, 12), 12);

      assertThat(JobBoard.isIn(store)).isTrue();
      assertThat(reader.heardSince(0)).containsExactlyInAnyOrder(job(1, 12), job(2, 11));
      assertThat(reader.heardSince(12)).containsExactly(job(1, 12));
    }
  }

  @Test
  void theJobThatWasSilentLongestMakesWay() {
    try (JobBoard board = JobBoard.create(store)) {
      for (int i = 1; i <= JobBoard.ROOM + 1; i++) {
        board.note(job(i, i), 100 - i);
      }

      assertThat(board.heardSince(0))
          .hasSize(JobBoard.ROOM)
          .contains(job(JobBoard.ROOM + 1, JobBoard.ROOM + 1))
          .doesNotContain(job(JobBoard.ROOM, JobBoard.ROOM));
    }
  }

  @Test
  void aNoteThatIsBeingWrittenIsNotRead() throws IOException {
    try (JobBoard board = JobBoard.create(store);
        MappedLines lines = MappedLines.open(store.resolve("jobs"))) {
      board.note(job(1, 10), 10);
      lines.lines().getFirst().set(0, 0); // as its writer does, killed before it was done

      assertThat(board.heardSince(0)).isEmpty();

      board.note(job(1, 11), 11);
      assertThat(board.heardSince(0)).containsExactly(job(1, 11));
    }
  }

  @Test
  void anyWordsCanBeRead() throws IOException {
    try (JobBoard board = JobBoard.create(store);
        MappedLines lines = MappedLines.open(store.resolve("jobs"))) {
      Random random = new Random(7);
      for (MappedLines.Line line : lines.lines()) {
        for (int word = 0; word < MappedLines.WORDS; word++) {
          line.set(word, random.nextLong());
        }
      }

      assertThat(board.heardSince(Long.MIN_VALUE)).hasSize(JobBoard.ROOM);
    }
  }

  @Test
  void aFileThatIsNoBoardIsRefused() throws IOException {
    Files.writeString(store.resolve("jobs"), "something else");

    assertThatThrownBy(() -> JobBoard.open(store))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("jobs: it is not whole");
  }

  private static JobBeat job(long coordinator, long done) {
    return new JobBeat(coordinator, "20261122-104512-000" + coordinator, 1, 2, done, 1L << 40);
  }
}
