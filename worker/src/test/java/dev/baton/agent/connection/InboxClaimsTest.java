package dev.baton.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.EnvironmentException;
import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.Message;
import dev.baton.log.PublishCallback;
import dev.baton.log.Publisher;
import dev.baton.log.RecordReader;
import dev.baton.log.Start;
import dev.baton.log.Subscription;
import dev.baton.wire.Claim;
import dev.baton.wire.Event;
import dev.baton.wire.Frame;
import dev.baton.wire.HostBeat;
import dev.baton.wire.Liveness;
import dev.baton.worker.FakeClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A host claims inboxes; time passes while it waits for the log. */
class InboxClaimsTest {

  private static final long HOST = 1;
  private static final long RIVAL = 2;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final FakeClock clock = new FakeClock();
  private final EventsOnly log = new EventsOnly();

  @Test
  void freeInboxesAreClaimed() {
    assertThat(claim(3, 2)).hasSize(2).isSubsetOf(0, 1, 2);
    assertThat(log.claims()).singleElement().extracting(Claim::host).isEqualTo(HOST);
  }

  @Test
  void whoseClaimIsFirstOnTheLogHasTheInboxes() {
    log.beforeClaim = mine -> log.append(new Claim(RIVAL, mine.partitions()));

    List<Integer> got = claim(4, 2);

    assertThat(got).hasSize(2).doesNotContainAnyElementsOf(log.claims().getFirst().partitions());
    assertThat(log.claims()).extracting(Claim::host).containsExactly(RIVAL, HOST, HOST);
  }

  @Test
  void inboxesOfAHostThatWasKilledAreWaitedFor() {
    log.append(beatOfRival());

    assertThat(claim(1, 1)).containsExactly(0);

    assertThat(Duration.ofNanos(clock.nanoTime()))
        .isBetween(Liveness.HOST_LOST, Liveness.HOST_LOST.plusSeconds(2));
  }

  @Test
  void aHostThatGoesOnKeepsItsInboxesAndIsNotWaitedForLong() {
    log.append(beatOfRival());
    log.whileTimePasses = () -> log.append(beatOfRival());

    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(() -> claim(1, 1))
        .withMessageContaining("Not enough free inboxes for 1 worker:")
        .withMessageContaining("pool.inbox has 1 partition, and 0 are free");

    assertThat(Duration.ofNanos(clock.nanoTime())).isLessThan(Liveness.HOST_LOST);
    assertThat(log.claims()).isEmpty();
  }

  @Test
  void aBrokerThatTakesNothingIsGivenUp() {
    log.isAway = true;

    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(() -> claim(1, 1))
        .withMessageContaining("did not take a record for pool.events within 10 s");

    assertThat(Duration.ofNanos(clock.nanoTime())).isBetween(LIMIT, LIMIT.plusSeconds(1));
  }

  private List<Integer> claim(int partitions, int wanted) {
    try (RecordReader<Event> reader = log.events().read(new Start.Earliest())) {
      return new InboxClaims(
              HOST,
              "pool",
              partitions,
              log.events()::publish,
              reader,
              new ClaimFold(),
              clock,
              LIMIT)
          .claim(wanted);
    }
  }

  private static HostBeat beatOfRival() {
    return new HostBeat(RIVAL, "rival", 1, List.of(0), List.of());
  }

  /** A log of events with one reader, whose waiting is what makes time pass. */
  private final class EventsOnly implements Log, Publisher, Subscription {

    private final List<Message> messages = new ArrayList<>();
    private int read;
    private boolean isAway;
    private Consumer<Claim> beforeClaim = _ -> {};
    private Runnable whileTimePasses = () -> {};

    @Override
    public void seek(ChannelPartition partition, long offset) {
      throw new UnsupportedOperationException("no blobs here");
    }

    @Override
    public long lag() {
      return (long) messages.size() - read;
    }

    private List<Claim> claims() {
      return messages.stream()
          .map(message -> Frame.decode(message.bytes()))
          .filter(Claim.class::isInstance)
          .map(Claim.class::cast)
          .filter(claim -> !claim.partitions().isEmpty())
          .toList();
    }

    private void append(Event event) {
      messages.add(
          new Message(
              Channel.EVENTS,
              0,
              messages.size(),
              clock.epochMillis(),
              ByteBuffer.wrap(Frame.encode(event))));
    }

    @Override
    public void publish(Channel channel, int partition, byte[] record, PublishCallback callback) {
      Event event = Frame.decode(ByteBuffer.wrap(record), Event.class);
      assertThat(event).isNotNull();
      if (event instanceof Claim claim && !claim.partitions().isEmpty()) {
        Consumer<Claim> once = beforeClaim;
        beforeClaim = _ -> {};
        once.accept(claim);
      }
      if (!isAway) {
        append(event);
      }
    }

    @Override
    public List<Message> poll(Duration limit) {
      if (read == messages.size()) {
        clock.advance(limit);
        whileTimePasses.run();
      }
      List<Message> next = List.copyOf(messages.subList(read, messages.size()));
      read = messages.size();
      return next;
    }

    @Override
    public Subscription subscribe(Set<ChannelPartition> partitions, Start start) {
      return this;
    }

    @Override
    public Publisher publisher() {
      return this;
    }

    @Override
    public int partitions(Channel channel) {
      return 1;
    }

    @Override
    public int maxRecordBytes() {
      return 1 << 20;
    }

    @Override
    public void readToEnd(ChannelPartition partition, Start start, Consumer<Message> reader) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void wakeup() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void flush(Duration limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
