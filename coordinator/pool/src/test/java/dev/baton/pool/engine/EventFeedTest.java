package dev.baton.pool.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.PoolEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventFeedTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final Queue<String> notices = new ConcurrentLinkedQueue<>();

  @Test
  void theListenerGetsAllEventsInTheirOrder() {
    List<Long> told = new ArrayList<>();
    EventFeed feed =
        new EventFeed(some -> some.forEach(e -> told.add(e.atMicros())), notices::add, LONG);
    LongStream.range(0, 50_000).forEach(i -> feed.accept(event(i)));
    feed.close();

    assertThat(told).isEqualTo(LongStream.range(0, 50_000).boxed().toList());
    assertThat(notices).isEmpty();
  }

  @Test
  void aListenerThatTakesNothingIsGivenUpAndThePoolGoesOn() {
    CountDownLatch never = new CountDownLatch(1);
    EventFeed feed =
        new EventFeed(
            _ -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            notices::add,
            Duration.ofMillis(20));
    LongStream.range(0, 20_000).forEach(i -> feed.accept(event(i)));
    never.countDown();
    feed.close();

    assertThat(notices).singleElement().asString().contains("has taken no event");
  }

  @Test
  void aListenerThatFailsIsToldNothingMore() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    EventFeed feed =
        new EventFeed(
            _ -> {
              called.countDown();
              throw new IllegalStateException("no");
            },
            notices::add,
            LONG);
    feed.accept(event(0));
    called.await();
    feed.close();
    feed.accept(event(1));

    assertThat(notices).singleElement().asString().contains("has failed");
  }

  @Test
  void anInterruptOfTheCallerIsKept() {
    EventFeed feed = new EventFeed(_ -> {}, notices::add, LONG);
    Thread.currentThread().interrupt();
    LongStream.range(0, 20_000).forEach(i -> feed.accept(event(i)));

    assertThat(Thread.interrupted()).isTrue();
    feed.close();
  }

  private static PoolEvent event(long atMicros) {
    return new PoolEvent.WorkerStarted(atMicros, 1, "h/1", 1, 1);
  }
}
