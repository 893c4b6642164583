package dev.baton.pool;

import static dev.baton.pool.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** A pool of two workers as it should be. */
final class TwoWorkers {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private TwoWorkers() {}

  /** Both are there, and run tasks at the same time. */
  static void assertWork(ProcessPool pool, Path directory) throws Exception {
    await().atMost(LIMIT).until(() -> pool.workers().size() == 2);
    Gate first = new Gate(directory, "first " + UUID.randomUUID());
    Gate second = new Gate(directory, "second " + UUID.randomUUID());
    TaskFuture<String> one = pool.submit(first.task());
    TaskFuture<String> two = pool.submit(second.task());
    first.awaitStarted();
    second.awaitStarted();
    first.open();
    second.open();
    assertThat(resultOf(one)).isEqualTo(first.name());
    assertThat(resultOf(two)).isEqualTo(second.name());
  }
}
