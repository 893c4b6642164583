package dev.baton.pool.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.wire.AttemptId;
import dev.baton.wire.AttemptTimes;
import dev.baton.wire.Payload;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LongestAttemptsTest {

  private static final long OWN = 1;
  private static final int MANY = 1_000;

  private final LongestAttempts longest = new LongestAttempts(OWN);

  private void note(long coordinator, Status status, long task, long executeNs) {
    longest.note(
        new ResultBatch(
            coordinator,
            5,
            6,
            List.of(
                new ResultBatch.Entry(
                    new AttemptId(task, 1),
                    status,
                    new ResultBatch.Times(1, 2, 3, executeNs, 4),
                    Payload.inline(new byte[0]),
                    ResultBatch.Entry.NO_BLOBS))));
  }

  @Test
  void theLongestOfManyAreKnownInWhateverOrderTheyCome() {
    // 7 is prime to 1,000, so that each length comes once.
    LongStream.range(0, MANY).forEach(i -> note(OWN, Status.DONE, i, 1 + 7 * i % MANY));

    assertThat(longest.longestFirst())
        .extracting(attempt -> attempt.times().executeNs())
        .containsExactly(1_000L, 999L, 998L, 997L, 996L, 995L, 994L, 993L, 992L, 991L);
  }

  @Test
  void onlyOwnAttemptsWithAResultCount() {
    note(OWN, Status.FAILED, 1, 100);
    note(2, Status.DONE, 2, 100);
    note(OWN, Status.DONE, 3, 100);

    assertThat(longest.longestFirst())
        .singleElement()
        .returns(3L, attempt -> attempt.attempts().from())
        .returns(5L, AttemptTimes::incarnation)
        .returns(6L, AttemptTimes::sentAtMicros);
  }
}
