package dev.baton.pool.medium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.BatonException;
import dev.baton.link.local.LocalEvents;
import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.Message;
import dev.baton.log.PublishCallback;
import dev.baton.log.Publisher;
import dev.baton.log.Start;
import dev.baton.log.Subscription;
import dev.baton.wire.Quarantined;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JoiningMediumTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final byte[] NONE = {};

  /** One for each call, as these wait for each other. */
  private static final Executor THREADS = call -> Thread.ofPlatform().daemon().start(call);

  private static final Quarantined TASK =
      new Quarantined("job", 1, 1, 0, "", NONE, NONE, NONE, List.of());

  private final JoiningMedium medium = new JoiningMedium(new LocalEvents(), null);

  @Test
  void whatCameBeforeTheLogIsOnItOnceItIsJoined() {
    SomeLog log = new SomeLog(false);
    medium.record(TASK);

    assertThat(medium.join(log)).isTrue();

    assertThat(log.published).hasValue(1);
    medium.record(TASK);
    medium.close();
    assertThat(log.published).hasValue(2);
    assertThat(log.closed.getCount()).isZero();
  }

  @Test
  void aLogThatComesAfterTheEndIsClosed() {
    SomeLog log = new SomeLog(false);
    medium.cannotJoin();
    medium.close();

    assertThat(medium.join(log)).isFalse();

    assertThat(log.closed.getCount()).isZero();
  }

  @Test
  void theEndDoesNotWaitForABrokerThatTakesNoRecords() throws InterruptedException {
    SomeLog log = new SomeLog(true);
    medium.record(TASK);
    CompletableFuture<Boolean> joining =
        CompletableFuture.supplyAsync(() -> medium.join(log), THREADS);
    log.publishing.await();
    medium.discard();

    assertThat(CompletableFuture.runAsync(medium::close, THREADS)).succeedsWithin(LIMIT);

    assertThat(joining).succeedsWithin(LIMIT).isEqualTo(false);
  }

  /** A log; if its broker is away, a record waits until the log is closed. */
  private static final class SomeLog implements Log, Publisher {

    private final boolean isAway;
    private final AtomicInteger published = new AtomicInteger();

    private final CountDownLatch publishing = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private SomeLog(boolean isAway) {
      this.isAway = isAway;
    }

    @Override
    public void publish(Channel channel, int partition, byte[] record, PublishCallback callback) {
      publishing.countDown();
      if (isAway) {
        awaitClosed();
      }
      published.incrementAndGet();
    }

    private void awaitClosed() {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new BatonException("closed");
    }

    @Override
    public Publisher publisher() {
      return this;
    }

    @Override
    public void flush(Duration limit) {
      assertThat(isAway).isFalse();
    }

    @Override
    public int maxRecordBytes() {
      return 1 << 20;
    }

    @Override
    public int partitions(Channel channel) {
      return 1;
    }

    @Override
    public Subscription subscribe(Set<ChannelPartition> partitions, Start start) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void readToEnd(ChannelPartition partition, Start start, Consumer<Message> reader) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
