package dev.baton.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FairSharesTest {

  private static final long LONG_JOB = 1;
  private static final long SHORT_JOB = 2;
  private static final long THIRD_JOB = 3;
  private static final long MS = 1_000_000;

  private final FairShares shares = new FairShares();
  private final Map<Long, Long> ranNs = new HashMap<>();

  @Test
  void withOneCoordinatorThereIsNothingToShare() {
    shares.waiting(LONG_JOB, 10);
    run(LONG_JOB, 100 * MS);

    assertThat(shares.next()).isEqualTo(LONG_JOB);
    assertThat(shares.isContended()).isFalse();
    assertThat(shares.shouldYield(LONG_JOB, 1000 * MS)).isFalse();
  }

  @Test
  void whoeverComesGoesBeforeOneThatWasServedForLong() {
    shares.waiting(LONG_JOB, 1_000_000);
    run(LONG_JOB, 3_600_000 * MS);
    shares.waiting(SHORT_JOB, 10);

    assertThat(shares.isContended()).isTrue();
    assertThat(shares.next()).isEqualTo(SHORT_JOB);
  }

  @Test
  void aJobOfTenTasksEndsWithinTwiceTheTimeThatItTakesAlone() {
    shares.waiting(LONG_JOB, 1_000_000);
    run(LONG_JOB, 10_000 * MS);
    shares.waiting(SHORT_JOB, 10);

    long tookNs = 100 * MS; // of the long job's task that runs when it comes
    int left = 10;
    while (left > 0) {
      long next = next();
      run(next, 100 * MS);
      tookNs += 100 * MS;
      left -= next == SHORT_JOB ? 1 : 0;
      shares.waiting(SHORT_JOB, left);
    }

    assertThat(tookNs).isLessThan(2 * 10 * 100 * MS);
    assertThat(tookNs).as("the long job goes on").isGreaterThan(11 * 100 * MS);
  }

  @Test
  void twoThatStayGetTheSameTimeHoweverLongTheirTasksAre() {
    shares.waiting(LONG_JOB, 1_000_000);
    shares.waiting(SHORT_JOB, 1_000_000);
    runAll(60_000 * MS, Map.of(LONG_JOB, 200 * MS, SHORT_JOB, 3 * MS));

    assertThat(ratio()).isBetween(0.9, 1.1);
  }

  @Test
  void aWeightIsAShareOfTheTimeHoweverManySlotsThereAre() {
    shares.waiting(LONG_JOB, 1_000_000);
    shares.waiting(SHORT_JOB, 1_000_000);
    shares.weigh(LONG_JOB, 10);
    List<Long> running = new ArrayList<>();
    for (int slot = 0; slot < 4; slot++) {
      start(running);
    }
    for (int i = 0; i < 10_000; i++) {
      long ended = running.removeFirst();
      shares.ended(ended, 10 * MS);
      ranNs.merge(ended, 10 * MS, Long::sum);
      start(running);
    }

    assertThat(ratio()).isBetween(0.09, 0.11);
  }

  private void start(List<Long> running) {
    long next = next();
    shares.started(next);
    running.add(next);
  }

  @Test
  void aChunkMakesWaySoonerTheLessItsWeight() {
    shares.waiting(LONG_JOB, 100);
    shares.waiting(SHORT_JOB, 100);
    run(LONG_JOB, 3_000 * MS); // both are not fresh any more
    run(SHORT_JOB, 3_000 * MS);
    shares.weigh(LONG_JOB, 1);
    shares.started(SHORT_JOB);
    shares.ended(SHORT_JOB, 50 * MS);
    shares.started(LONG_JOB);

    assertThat(shares.shouldYield(LONG_JOB, 0)).isFalse();
    assertThat(shares.shouldYield(LONG_JOB, MS)).isTrue();
    shares.weigh(LONG_JOB, 100);
    assertThat(shares.shouldYield(LONG_JOB, MS)).isFalse();
  }

  @Test
  void oneThatOftenHasNothingHereDoesNotGetMoreThanItsShareOverTime() {
    shares.waiting(LONG_JOB, 1_000_000);
    shares.waiting(SHORT_JOB, 1);
    for (int i = 0; i < 1_000; i++) {
      long next = next();
      if (next == SHORT_JOB) {
        shares.started(SHORT_JOB);
        shares.waiting(SHORT_JOB, 0);
        shares.ended(SHORT_JOB, 500 * MS);
        ranNs.merge(SHORT_JOB, 500 * MS, Long::sum);
      } else {
        shares.started(LONG_JOB);
        shares.waiting(SHORT_JOB, 1); // comes while the other runs
        shares.ended(LONG_JOB, 200 * MS);
        ranNs.merge(LONG_JOB, 200 * MS, Long::sum);
      }
    }

    assertThat(ratio()).isBetween(0.6, 1.7);
  }

  @Test
  void timeThatOneLeftUnusedIsNotMadeUpFor() {
    shares.waiting(LONG_JOB, 1_000_000);
    shares.waiting(SHORT_JOB, 1);
    run(SHORT_JOB, MS);
    shares.waiting(SHORT_JOB, 0);
    run(LONG_JOB, 3_600_000 * MS);
    shares.waiting(SHORT_JOB, 1_000_000);
    ranNs.clear();
    runAll(20_000 * MS, Map.of(LONG_JOB, 10 * MS, SHORT_JOB, 10 * MS));

    assertThat(ratio()).isBetween(0.85, 1.0);
  }

  @Test
  void slotsAreSharedByTheirNumberToo() {
    shares.waiting(LONG_JOB, 100);
    for (int slot = 0; slot < 4; slot++) {
      shares.started(LONG_JOB);
    }
    shares.waiting(SHORT_JOB, 100);
    shares.waiting(THIRD_JOB, 100);
    shares.ended(LONG_JOB, MS);
    shares.ended(LONG_JOB, MS);

    long second = next();
    shares.started(second);
    long third = next();
    shares.started(third);

    assertThat(second).isNotEqualTo(third).isNotEqualTo(LONG_JOB);
    assertThat(third).isNotEqualTo(LONG_JOB);
  }

  @Test
  void aChunkMakesWayOnlyWhenItIsTheTurnOfAnother() {
    shares.waiting(LONG_JOB, 100);
    shares.started(LONG_JOB);
    shares.waiting(SHORT_JOB, 1);
    assertThat(shares.shouldYield(LONG_JOB, 10 * MS)).isTrue();

    shares.ended(LONG_JOB, 10 * MS);
    shares.started(SHORT_JOB);
    assertThat(shares.shouldYield(SHORT_JOB, MS)).isFalse();
    assertThat(shares.shouldYield(SHORT_JOB, 100 * MS)).isTrue();
  }

  private void runAll(long timeNs, Map<Long, Long> lengthsNs) {
    for (long passedNs = 0; passedNs < timeNs; ) {
      long next = next();
      long lengthNs = requireNonNull(lengthsNs.get(next));
      run(next, lengthNs);
      passedNs += lengthNs;
    }
  }

  private double ratio() {
    return (double) ranNs.getOrDefault(LONG_JOB, 0L) / ranNs.getOrDefault(SHORT_JOB, 0L);
  }

  private long next() {
    return requireNonNull(shares.next());
  }

  private void run(long coordinator, long ns) {
    shares.started(coordinator);
    shares.ended(coordinator, ns);
    ranNs.merge(coordinator, ns, Long::sum);
  }
}
