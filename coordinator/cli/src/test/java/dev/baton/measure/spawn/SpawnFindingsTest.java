package dev.baton.measure.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.measure.Case;
import dev.baton.measure.Spread;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpawnFindingsTest {

  private static final Case POOL =
      of(StartTimes.POOL_TASK, 1).with("workers", 2).detail("startMs", 2_000);

  @Test
  void aPoolPaysAfterAsManyTasksAsItsStartIsWorth() {
    assertThat(new SpawnFindings(List.of(POOL, of(StartTimes.JVM_CDS, 101)), 100, 2).sentences())
        .anySatisfy(
            sentence -> assertThat(sentence).contains("own").contains("paid for itself after 20 "))
        // 100 ms less 50 ms on two cores less 1 ms
        .anySatisfy(
            sentence ->
                assertThat(sentence).contains("one after the other").contains("after 41 tasks"));
  }

  @Test
  void onOneCoreAPoolNeverPaysForComputing() {
    assertThat(new SpawnFindings(List.of(POOL), 100, 1).sentences())
        .singleElement()
        .asString()
        .contains("never pays");
  }

  @Test
  void startsOverKafkaStandBesideThoseOverSockets() {
    Case kafka = of(StartTimes.POOL_TASK_KAFKA, 5).detail("startMs", 4_000);

    assertThat(new SpawnFindings(List.of(POOL, kafka), 100, 2).sentences())
        .contains(
            "Over Kafka a pool takes 4.00 s to start, and a worker that is there costs a task 5.00"
                + " ms; over sockets 2.00 s and 1.00 ms.");
  }

  @Test
  void whatWasNotMeasuredIsNotSpokenOf() {
    Case skipped = Case.of("spawn", StartTimes.JVM_AOT, "ms", Spread.NONE);
    Case failed = Case.of("spawn", StartTimes.POOL_TASK, "ms", Spread.NONE);

    assertThat(new SpawnFindings(List.of(skipped, failed), 100, 2).sentences()).isEmpty();
    assertThat(
            new SpawnFindings(
                    List.of(of(StartTimes.JVM_COLD, 500), of(StartTimes.JVM_CDS, 200), skipped),
                    100,
                    2)
                .sentences())
        .singleElement()
        .asString()
        .contains("500 ms", "200 ms")
        .doesNotContain("AOT");
  }

  private static Case of(String name, double ms) {
    return Case.of("spawn", name, "ms", Spread.of(ms));
  }
}
