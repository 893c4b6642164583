package dev.baton.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.role.Clock;
import dev.baton.role.Receiver;
import dev.baton.wire.Event;
import dev.baton.wire.Frame;
import dev.baton.wire.HostDown;
import dev.baton.wire.Recall;
import dev.baton.wire.WhoIsThere;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reads over a log that has the events of one pool, and what others have put there. */
class RecordReaderTest {

  private static final Duration NO_WAIT = Duration.ZERO;

  private long nowMs = 1_000;
  private final Clock clock =
      new Clock() {
        @Override
        public long nanoTime() {
          return nowMs * 1_000_000;
        }

        @Override
        public Instant instant() {
          return Instant.ofEpochMilli(nowMs);
        }
      };
  private final MemoryLog log = new MemoryLog(clock, Map.of());

  @Test
  void eventsAreReadInTheOrderOfTheLogWithItsTimes() {
    publish(1);
    nowMs = 2_000;
    publish(2);

    try (RecordReader<Event> reader = log.events().read(new Start.Earliest())) {
      assertThat(reader.read(NO_WAIT))
          .containsExactly(
              new Logged<>(new HostDown(1), 1_000), new Logged<>(new HostDown(2), 2_000));
      assertThat(reader.read(NO_WAIT)).isEmpty();
    }
  }

  @Test
  void whatIsNoRecordOfTheTypeIsCountedAndPassedOver() {
    publish(1);
    put(new byte[] {1, 2, 3});
    put(Frame.encode(new Recall(1, 2, 3)));
    put(new byte[0]);
    publish(2);

    try (RecordReader<Event> reader = log.events().read(new Start.Earliest())) {
      assertThat(reader.read(NO_WAIT))
          .extracting(Logged::record)
          .containsExactly(new HostDown(1), new HostDown(2));
      assertThat(reader.malformed()).isEqualTo(3);
    }
  }

  @Test
  void whatIsReadToTheEndPassesOverTheSame() {
    put(new byte[] {1, 2, 3});
    publish(1);
    List<Event> read = new ArrayList<>();

    log.readToEnd(
        new ChannelPartition(Channel.EVENTS, 0),
        new Start.Earliest(),
        Event.class,
        event -> read.add(event.record()));

    assertThat(read).containsExactly(new HostDown(1));
  }

  @Test
  void whoFollowsAPartitionIsToldOfEachRecordOnce() {
    publish(1);
    put(new byte[] {1, 2, 3});
    List<Event> known = new ArrayList<>();

    try (RecordReader<Event> reader =
        log.follow(
            new ChannelPartition(Channel.EVENTS, 0),
            Event.class,
            event -> {
              known.add(event.record());
              publish(2); // after the end was looked up
            })) {
      assertThat(known).containsExactly(new HostDown(1));
      publish(3);
      assertThat(reader.read(NO_WAIT))
          .extracting(Logged::record)
          .containsExactly(new HostDown(2), new HostDown(3));
    }
    try (RecordReader<Event> ofNothing =
        log.follow(
            new ChannelPartition(Channel.JOURNAL, 0),
            Event.class,
            event -> known.add(event.record()))) {
      assertThat(ofNothing.read(NO_WAIT)).isEmpty();
    }
  }

  @Test
  void aReceiverGetsTheEventsFromItsBeginningOnAndIsClosedWithItsSubscription() {
    publish(1);
    Receiver<Event> receiver = log.events().receive();
    publish(2);
    put(new byte[] {1});

    assertThat(receiver.receive(NO_WAIT)).containsExactly(new HostDown(2));
    assertThat(receiver.malformed()).isEqualTo(1);
    receiver.close();

    assertThat(log.subscriptions()).isZero();
  }

  @Test
  void aReceiverThatIsWokenDoesNotWait() {
    try (Receiver<Event> receiver = log.events().receive()) {
      receiver.wakeup();

      assertThat(receiver.receive(Duration.ofDays(1))).isEmpty();
    }
  }

  @Test
  void aReaderMayBeginAtATime() {
    publish(1);
    nowMs = 2_000;
    publish(2);

    try (RecordReader<Event> reader =
        log.events().read(new Start.Since(Instant.ofEpochMilli(1_500)))) {
      assertThat(reader.read(NO_WAIT)).extracting(Logged::record).containsExactly(new HostDown(2));
    }
  }

  @Test
  void whoPublishesAnEventIsToldWhatBecameOfIt() {
    List<String> fates = new ArrayList<>();
    log.events().publish(new WhoIsThere(1), failure -> fates.add(String.valueOf(failure)));
    log.giveUp(new IllegalStateException("no broker"));
    log.events().publish(new WhoIsThere(2), failure -> fates.add(String.valueOf(failure)));

    assertThat(fates).hasSize(2);
    assertThat(fates.getFirst()).isEqualTo("null");
    assertThat(fates.getLast()).contains("no broker");
  }

  private void publish(long host) {
    log.events().publish(new HostDown(host));
  }

  private void put(byte[] bytes) {
    log.publish(Channel.EVENTS, 0, bytes, PublishCallback.IGNORE);
  }
}
