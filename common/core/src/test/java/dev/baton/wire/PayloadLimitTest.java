package dev.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.Handoff;
import dev.baton.TaskEncodingException;
import dev.baton.config.PoolSettings;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayloadLimitTest {

  private static final int MAX_RECORD = 1 << 20;
  private final PayloadLimit limit = PayloadLimit.ofRecords(MAX_RECORD);

  @Test
  void whatFitsMakesNoRecordThatIsTooLarge() {
    int half = (int) limit.bytes() / 2;
    TaskBatch.Entry entry =
        new TaskBatch.Entry(
            new AttemptId(1, 1), 0, 0, Handoff.AUTO, Payload.inline(new byte[half]));
    TaskBatch batch =
        new TaskBatch(
            1,
            2,
            new Address.OnLog(3),
            "a job's id",
            0,
            0,
            false,
            3_000_000,
            PoolSettings.FULL_WEIGHT,
            new byte[0],
            List.of(),
            List.of(Payload.inline(new byte[half])),
            List.of(entry));

    assertThat(Frame.encode(batch).length).isLessThanOrEqualTo(MAX_RECORD);
  }

  @Test
  void theMessageHasTheFiguresThatWereCompared() {
    limit.requireFits("The task", limit.bytes(), "");

    assertThatExceptionOfType(TaskEncodingException.class)
        .isThrownBy(() -> limit.requireFits("The task", limit.bytes() + 1, ""))
        .withMessageContaining("The task takes %,d bytes".formatted(limit.bytes() + 1))
        .withMessageContaining("room for %,d".formatted(limit.bytes()));
    assertThat(limit.fits(Long.MAX_VALUE)).isFalse();
  }

  @Test
  void whatGoesAlongTakesItsPart() {
    assertThat(limit.without(1000).bytes()).isEqualTo(limit.bytes() - 1000);
    assertThat(limit.without(Long.MAX_VALUE).bytes()).isZero();
    assertThat(Arrays.asList(limit.without(limit.bytes()).fits(0), limit.fits(0)))
        .containsOnly(true);
    assertThat(PayloadLimit.ofRecords(10).bytes()).isZero();
    assertThat(limit.half().bytes()).isEqualTo(limit.bytes() / 2);
  }
}
