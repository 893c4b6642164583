package dev.baton.measure.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.measure.Spread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

  @Test
  void whatWaitsBehindASlowOneIsSlowToo() throws Exception {
    OpenLoop loop = new OpenLoop(1_000);
    AtomicInteger runs = new AtomicInteger();

    loop.run(
        50,
        () -> {
          if (runs.getAndIncrement() == 0) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
            while (System.nanoTime() < end) {
              LockSupport.parkNanos(end - System.nanoTime());
            }
          }
        });

    Spread spread = loop.samples().spread(TimeUnit.MILLISECONDS);
    assertThat(spread.n()).isEqualTo(50);
    assertThat(spread.min()).as("the fiftieth waited too").isGreaterThan(140);
    assertThat(spread.max()).isGreaterThan(199);
  }
}
