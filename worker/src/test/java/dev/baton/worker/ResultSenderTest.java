package dev.baton.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.log.Channel;
import dev.baton.log.PublishCallback;
import dev.baton.log.Publisher;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Frame;
import dev.baton.wire.Payload;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ResultSenderTest {

  private static final int MAX_RECORD = 1 << 20;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final ResultAddress ADDRESS = new ResultAddress(77, 3);
  private final Log log = new Log();
  private final ResultSender sender =
      new ResultSender(
          5,
          log,
          failure -> {
            throw new AssertionError(failure);
          });

  @Test
  void aResultThatNothingFollowsIsSentAtOnce() {
    sender.send(ADDRESS, result(1, 10), false);

    assertThat(log.batches)
        .singleElement()
        .returns(77L, ResultBatch::coordinator)
        .returns(5L, ResultBatch::incarnation);
    assertThat(log.batches.getFirst().results()).hasSize(1);
  }

  @Test
  void resultsAreGatheredWhileMoreAreToCome() {
    for (int i = 1; i < ResultSender.BATCH_RESULTS; i++) {
      sender.send(ADDRESS, result(i, 10), true);
    }
    assertThat(log.batches).isEmpty();

    sender.send(ADDRESS, result(ResultSender.BATCH_RESULTS, 10), true);

    assertThat(log.batches).hasSize(1);
    assertThat(log.batches.getFirst().results()).hasSize(ResultSender.BATCH_RESULTS);
  }

  @Test
  void coordinatorsGetTheirOwnResultsOnly() {
    sender.send(ADDRESS, result(1, 10), true);
    sender.send(new ResultAddress(78, 3), result(2, 10), false);

    assertThat(log.batches)
        .extracting(ResultBatch::coordinator)
        .containsExactlyInAnyOrder(77L, 78L);
  }

  @Test
  void noRecordGetsLargerThanTheChannelTakes() {
    sender.send(ADDRESS, result(1, 100_000), true);
    sender.send(ADDRESS, result(2, (int) sender.limit().bytes()), true);

    assertThat(log.batches).hasSize(2);
    assertThat(log.largest).isLessThanOrEqualTo(MAX_RECORD);
  }

  @Test
  void resultsDoNotWaitLongForALongTaskBehindThem() {
    Thread thread = Thread.ofPlatform().daemon().start(sender);
    try {
      sender.send(ADDRESS, result(1, 10), true);

      await().atMost(LIMIT).until(() -> log.batches.size() == 1);
    } finally {
      thread.interrupt();
    }
  }

  @Test
  void aFlushWaitsForWhatAnotherThreadIsAboutToPublish() throws Exception {
    log.hold();
    Thread other =
        Thread.ofPlatform().daemon().start(() -> sender.send(ADDRESS, result(1, 10), false));
    log.awaitHeld();
    Thread flusher = Thread.ofPlatform().daemon().start(sender::flush);

    await()
        .atMost(LIMIT)
        .until(() -> flusher.getState() == Thread.State.WAITING || !flusher.isAlive());
    assertThat(flusher.isAlive()).isTrue();
    log.release();

    assertThat(flusher.join(LIMIT)).isTrue();
    assertThat(log.batches).hasSize(1);
    assertThat(other.join(LIMIT)).isTrue();
  }

  private static ResultBatch.Entry result(long task, int bytes) {
    return new ResultBatch.Entry(
        new AttemptId(task, 1),
        Status.DONE,
        ResultBatch.Times.NONE,
        Payload.inline(new byte[bytes]),
        ResultBatch.Entry.NO_BLOBS);
  }

  /** Keeps what is published. */
  private static final class Log implements Publisher {

    private final List<ResultBatch> batches = new CopyOnWriteArrayList<>();
    private volatile int largest;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private final CountDownLatch held = new CountDownLatch(1);

    /** From now on whoever publishes waits. */
    void hold() {
      gate = new CountDownLatch(1);
    }

    void awaitHeld() throws InterruptedException {
      assertThat(held.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    void release() {
      gate.countDown();
    }

    @Override
    public void publish(Channel channel, int partition, byte[] record, PublishCallback callback) {
      assertThat(channel).isEqualTo(Channel.RESULTS);
      held.countDown();
      try {
        assertThat(gate.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      assertThat(partition).isEqualTo(3);
      largest = Math.max(largest, record.length);
      batches.add((ResultBatch) Frame.decode(record));
      callback.done(null);
    }

    @Override
    public void flush(Duration limit) {}

    @Override
    public int maxRecordBytes() {
      return MAX_RECORD;
    }
  }
}
