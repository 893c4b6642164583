package dev.baton.pool.medium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.Message;
import dev.baton.log.Publisher;
import dev.baton.log.Start;
import dev.baton.log.Subscription;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Frame;
import dev.baton.wire.Payload;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class KnownResultsTest {

  private static final byte[] NONE = {};

  private final List<byte[]> log = new ArrayList<>();

  private static ResultBatch.Entry entry(
      long task, int attempt, Status status, Payload payload, byte[] blobs) {
    return new ResultBatch.Entry(
        new AttemptId(task, attempt), status, ResultBatch.Times.NONE, payload, blobs);
  }

  private static ResultBatch.Entry done(long task, int attempt, int value) {
    return entry(task, attempt, Status.DONE, Payload.inline(new byte[] {(byte) value}), NONE);
  }

  private void write(long coordinator, ResultBatch.Entry... results) {
    log.add(Frame.encode(new ResultBatch(coordinator, 5, 0, List.of(results))));
  }

  private KnownResults read() {
    return KnownResults.read(new MemoryLog(), null, 1, 0, Instant.EPOCH.plusSeconds(1_000_000));
  }

  @Test
  void whatTheCoordinatorsOwnTasksGaveIsKnownAndTheFirstResultOfATaskCounts() {
    write(1, done(0, 1, 10), done(7, 2, 17));
    write(2, done(1, 1, 99));
    write(1, done(7, 1, 18), done(3, 1, 13));

    try (KnownResults known = read()) {
      assertThat(known.count()).isEqualTo(3);
      assertThat(known.has(1)).isFalse();
      assertThat(known.take(0)).containsExactly(10);
      assertThat(known.take(3)).containsExactly(13);
      assertThat(known.take(7)).containsExactly(17);
      assertThat(known.used()).isEqualTo(3);
    }
  }

  @Test
  void failuresAndWhatLiesInAHostsMemoryAreNotResults() {
    log.add(new byte[] {1, 2, 3});
    write(
        1,
        entry(0, 1, Status.FAILED, Payload.inline(NONE), NONE),
        entry(1, 1, Status.CANCELLED, Payload.inline(NONE), NONE),
        entry(2, 1, Status.RETURNED, Payload.inline(NONE), NONE),
        entry(3, 1, Status.DONE, Payload.byReference(new byte[8]), NONE),
        entry(4, 1, Status.DONE, Payload.inline(NONE), new byte[8]));

    try (KnownResults known = read()) {
      assertThat(known.count()).isZero();
    }
  }

  @Test
  void ofATaskThatRanAgainTheFirstResultThatIsNoFailureCounts() {
    write(1, done(0, 1, 10), done(1, 1, -1), done(2, 1, -1), done(3, 1, -1));
    write(1, done(1, 1, -2), done(2, 1, 12), done(3, 1, -2));
    write(1, done(1, 1, -3), done(2, 1, -3), done(3, 1, 13));

    try (KnownResults known = read()) {
      known.settle(result -> result[0] < 0, false);

      assertThat(known.count()).isEqualTo(4);
      assertThat(known.take(0)).containsExactly(10);
      assertThat(known.take(1)).containsExactly(-3);
      assertThat(known.take(2)).containsExactly(12);
      assertThat(known.take(3)).containsExactly(13);
    }
  }

  @Test
  void aFailureIsNotKnownIfItsTaskIsToRunAgain() {
    write(1, done(0, 1, 10), done(1, 1, -1), done(2, 1, -1), done(3, 1, -1));
    write(1, done(1, 1, 11));

    try (KnownResults known = read()) {
      known.settle(result -> result[0] < 0, true);

      assertThat(known.count()).isEqualTo(2);
      assertThat(known.take(0)).containsExactly(10);
      assertThat(known.take(1)).containsExactly(11);
      assertThat(known.has(2)).isFalse();
      assertThat(known.last()).isEqualTo(1);
    }
  }

  /** A log that is all there. */
  private final class MemoryLog implements Log {

    @Override
    public void readToEnd(ChannelPartition partition, Start start, Consumer<Message> reader) {
      for (int i = 0; i < log.size(); i++) {
        reader.accept(new Message(Channel.RESULTS, 0, i, i, ByteBuffer.wrap(log.get(i))));
      }
    }

    @Override
    public Publisher publisher() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Subscription subscribe(Set<ChannelPartition> partitions, Start start) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int partitions(Channel channel) {
      return 1;
    }

    @Override
    public void close() {}
  }
}
