package dev.baton.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.wire.AttemptId;
import dev.baton.wire.Attempts;
import org.junit.jupiter.api.Test;

class OwedTest {

  private static final Attempts CHUNK = new Attempts(new AttemptId(10, 1), 5);

  private final Owed owed = new Owed();

  @Test
  void aChunkIsOwedUntilItsLastPartIsAnswered() {
    owed.add(CHUNK);
    assertThat(owed.size()).isEqualTo(5);

    owed.answered(CHUNK, CHUNK.part(12, 14));
    assertThat(owed.size()).isEqualTo(3);
    assertThat(owed.toList()).containsExactly(CHUNK);
    owed.answered(CHUNK, CHUNK.part(10, 12));
    owed.answered(CHUNK, CHUNK.part(14, 15));

    assertThat(owed.size()).isZero();
    assertThat(owed.isEmpty()).isTrue();
  }

  @Test
  void whatIsAnsweredTwiceCountsOnce() {
    owed.add(CHUNK);

    owed.answered(CHUNK, CHUNK.part(10, 13));
    owed.answered(CHUNK, CHUNK.part(10, 13));
    owed.answered(CHUNK, CHUNK.part(11, 14));

    assertThat(owed.size()).isEqualTo(1);
    owed.answered(CHUNK, CHUNK);
    owed.answered(CHUNK, CHUNK);
    assertThat(owed.size()).isZero();
  }

  @Test
  void whatWasNeverSentIsNotAnswered() {
    owed.add(CHUNK);

    owed.answered(Attempts.of(new AttemptId(10, 1)), Attempts.of(new AttemptId(10, 1)));
    owed.answered(new Attempts(new AttemptId(10, 2), 5), new Attempts(new AttemptId(10, 2), 5));

    assertThat(owed.size()).isEqualTo(5);
  }
}
