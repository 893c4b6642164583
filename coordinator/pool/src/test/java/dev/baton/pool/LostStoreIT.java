package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.SharedMap;
import dev.baton.Transport;
import dev.baton.dispatch.KnownWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host store goes with its agent; the program has another one as soon as it asks. */
class LostStoreIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path directory;

  @Test
  void sharedDataCanBeMadeWhateverHasJustDied() throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder().transport(Transport.KAFKA).workers(2).notices(_ -> {}).build()) {
      SharedMap<String, Integer> before = pool.sharedMap("before");
      before.put("a", 1);
      List<Long> hosts = pool.engine().roster().workers().stream().map(KnownWorker::host).toList();
      long agent = Faults.agent();

      Faults.kill(agent);
      Faults.kill(Faults.broker());

      AtomicInteger made = new AtomicInteger();
      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                var _ = pool.sharedMap("map-" + made.incrementAndGet(), 100, 100);
                return pool.engine().roster().workers().stream()
                        .noneMatch(each -> hosts.contains(each.host()))
                    && pool.engine().roster().workers().size() == 2;
              });

      SharedMap<String, Integer> counts = pool.sharedMap("counts");
      pool.submit(() -> counts.merge("a", 1, Integer::sum)).get(60, TimeUnit.SECONDS);
      assertThat(counts.get("a")).isEqualTo(1);
      assertThat(before.get("a")).as("what the program has, it keeps").isEqualTo(1);
      TwoWorkers.assertWork(pool, directory);
    }
  }
}
