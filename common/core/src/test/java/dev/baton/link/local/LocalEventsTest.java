package dev.baton.link.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.role.Receiver;
import dev.baton.wire.Event;
import dev.baton.wire.HostDown;
import dev.baton.wire.WhoIsThere;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LocalEventsTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final LocalEvents events = new LocalEvents();

  @Test
  void allHearWhatIsPublishedSinceTheyListen() {
    events.publish(new HostDown(1));
    try (Receiver<Event> first = events.receive();
        Receiver<Event> second = events.receive()) {
      events.publish(new WhoIsThere(2));
      events.publish(new HostDown(3));

      assertThat(first.receive(LONG)).containsExactly(new WhoIsThere(2), new HostDown(3));
      assertThat(second.receive(LONG)).containsExactly(new WhoIsThere(2), new HostDown(3));
      assertThat(first.receive(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void aWakeupEndsTheNextWait() {
    try (Receiver<Event> receiver = events.receive()) {
      receiver.wakeup();

      assertThat(receiver.receive(LONG)).isEmpty();
    }
  }

  @Test
  void whoHasClosedHearsNothing() {
    Receiver<Event> receiver = events.receive();
    receiver.close();
    events.publish(new HostDown(1));

    assertThat(receiver.receive(Duration.ZERO)).isEmpty();
  }

  @Test
  void thePublisherIsTold() {
    List<Object> told = new ArrayList<>();

    events.publish(new HostDown(1), failure -> told.add(failure == null ? "heard" : failure));

    assertThat(told).containsExactly("heard");
  }
}
