package dev.baton.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.role.Role;
import dev.baton.wire.Payload;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ResultSenderTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final SentResults sent = new SentResults();
  private final FakeClock clock = new FakeClock();
  private final AtomicInteger wakes = new AtomicInteger();
  private final ResultSender sender = new ResultSender(5, sent, clock, wakes::incrementAndGet);
  private final List<ReceivedTask> tasks =
      Records.tasks(Records.COORDINATOR, ResultSender.BATCH_RESULTS);

  @Test
  void aResultThatNothingFollowsIsSentAtOnce() {
    send(0, 10, false);

    assertThat(sent.batches())
        .singleElement()
        .returns(Records.COORDINATOR, ResultBatch::coordinator)
        .returns(5L, ResultBatch::incarnation);
    assertThat(sent.statuses()).hasSize(1);
    assertThat(wakes).hasValue(0);
  }

  @Test
  void resultsAreGatheredWhileMoreAreToCome() {
    for (int i = 0; i < ResultSender.BATCH_RESULTS - 1; i++) {
      send(i, 10, true);
    }
    assertThat(sent.batches()).isEmpty();

    send(ResultSender.BATCH_RESULTS - 1, 10, true);

    assertThat(sent.batches()).hasSize(1);
    assertThat(sent.statuses()).hasSize(ResultSender.BATCH_RESULTS);
  }

  @Test
  void coordinatorsGetTheirOwnResultsOnly() {
    send(0, 10, true);
    ReceivedTask ofAnother = Records.tasks(78, 1).getFirst();
    sender.send(ofAnother.batch(), answer(ofAnother, 10), false);

    assertThat(sent.batches())
        .extracting(ResultBatch::coordinator)
        .containsExactlyInAnyOrder(77L, 78L);
  }

  @Test
  void noRecordGetsLargerThanTheChannelTakes() {
    send(0, 100_000, true);
    send(1, (int) sender.limit().bytes(), true);

    assertThat(sent.batches()).hasSize(2);
    assertThat(sent.allFit()).isTrue();
  }

  @Test
  void resultsDoNotWaitLongForALongTaskBehindThem() {
    send(0, 10, true);
    assertThat(wakes).hasValue(1);
    assertThat(doWork()).isEqualTo(Records.LINGER_NS);

    clock.advance(Duration.ofNanos(Records.LINGER_NS - 1));
    assertThat(doWork()).isEqualTo(1);
    assertThat(sent.batches()).isEmpty();

    clock.advance(Duration.ofNanos(1));
    doWork();
    assertThat(sent.batches()).hasSize(1);
    assertThat(doWork()).isEqualTo(Role.NOTHING_DUE);
  }

  @Test
  void resultsThatMayWaitLongDoNotHoldUpThoseThatMayNot() {
    long longerNs = 10 * Records.LINGER_NS;
    send(Records.tasks(78, 1, longerNs).getFirst());
    assertThat(doWork()).isEqualTo(longerNs);

    send(0, 10, true);

    assertThat(wakes).as("the role sleeps until the first is due").hasValue(2);
    assertThat(doWork()).isEqualTo(Records.LINGER_NS);
    clock.advance(Duration.ofNanos(Records.LINGER_NS));
    doWork();
    assertThat(sent.batches()).hasSize(2);
  }

  @Test
  void nobodysResultsWaitForever() {
    send(Records.tasks(78, 1, Long.MAX_VALUE).getFirst());

    assertThat(doWork()).isEqualTo(Duration.ofMinutes(1).toNanos());
  }

  @Test
  void aFlushWaitsForWhatAnotherThreadIsAboutToSend() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    sent.beforeSending(
        () -> {
          held.countDown();
          pass(gate);
        });
    Thread other = Thread.ofPlatform().daemon().start(() -> send(0, 10, false));
    pass(held);
    Thread flusher = Thread.ofPlatform().daemon().start(sender::flush);

    await()
        .atMost(LIMIT)
        .until(() -> flusher.getState() == Thread.State.WAITING || !flusher.isAlive());
    assertThat(flusher.isAlive()).isTrue();
    gate.countDown();

    assertThat(flusher.join(LIMIT)).isTrue();
    assertThat(sent.batches()).hasSize(1);
    assertThat(other.join(LIMIT)).isTrue();
  }

  private static void pass(CountDownLatch latch) {
    try {
      assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private long doWork() {
    return sender.doWork(clock.nanoTime());
  }

  private void send(int number, int bytes, boolean moreToCome) {
    sender.send(tasks.get(number).batch(), answer(tasks.get(number), bytes), moreToCome);
  }

  private void send(ReceivedTask task) {
    sender.send(task.batch(), answer(task, 10), true);
  }

  private static ResultBatch.Entry answer(ReceivedTask task, int bytes) {
    return new ResultBatch.Entry(
        task.attempt(),
        Status.DONE,
        ResultBatch.Times.NONE,
        Payload.inline(new byte[bytes]),
        ResultBatch.Entry.NO_BLOBS);
  }
}
