package dev.baton.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GarbageWatchTest {

  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong collectingMs = new AtomicLong();
  private final GarbageWatch watch = new GarbageWatch(collectingMs::get);

  @Test
  void tenSecondsOfNothingElseAreTooMuch() {
    for (int second = 0; second < 10; second++) {
      assertThat(watch.isStuck(second * SECOND)).as("after " + second + " s").isFalse();
      collectingMs.addAndGet(980);
    }
    assertThat(watch.isStuck(10 * SECOND)).isTrue();
  }

  @Test
  void aWorkerThatWorksInBetweenIsNotStuck() {
    for (int second = 0; second < 60; second++) {
      assertThat(watch.isStuck(second * SECOND)).isFalse();
      collectingMs.addAndGet(second % 10 == 9 ? 100 : 990);
    }
  }

  @Test
  void whatWasLongAgoDoesNotCount() {
    watch.isStuck(0);
    for (int second = 100; second < 110; second++) {
      assertThat(watch.isStuck(second * SECOND)).isFalse();
      collectingMs.addAndGet(1000);
    }
    assertThat(watch.isStuck(110 * SECOND)).isTrue();
  }
}
