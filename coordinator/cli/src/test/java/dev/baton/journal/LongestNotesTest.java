package dev.baton.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.wire.AttemptId;
import dev.baton.wire.AttemptTimes;
import dev.baton.wire.Attempts;
import dev.baton.wire.ResultBatch;
import java.util.List;
import org.junit.jupiter.api.Test;

class LongestNotesTest {

  private final LongestNotes notes = new LongestNotes();

  private static AttemptTimes attempt(long task) {
    return new AttemptTimes(
        1, 2, 3, Attempts.of(new AttemptId(task, 1)), new ResultBatch.Times(0, 0, 0, task, 0));
  }

  @Test
  void eachIsWrittenOnce() {
    assertThat(notes.take(List.of(attempt(2), attempt(1)))).hasSize(2);
    assertThat(notes.take(List.of(attempt(3), attempt(2)))).containsExactly(attempt(3));
    assertThat(notes.takeLast(List.of(attempt(4), attempt(3)))).containsExactly(attempt(4));
  }

  @Test
  void ofTasksThatBecomeEverLongerTheLastAreWrittenAtTheEnd() {
    int written = 0;
    for (int task = 0; task < 2 * LongestNotes.MOST; task++) {
      written += notes.take(List.of(attempt(task))).size();
    }

    assertThat(written).isEqualTo(LongestNotes.MOST);
    assertThat(notes.takeLast(List.of(attempt(5_000)))).containsExactly(attempt(5_000));
  }
}
