package dev.baton.cli.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.wire.HostDrained;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DepartureTest {

  private static final Duration OWN = Duration.ofSeconds(30);

  private final List<Duration> drains = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private final Departure departure =
      new Departure(
          limit -> {
            drains.add(limit);
            return new HostDrained(1, 1, 4);
          },
          OWN,
          said::add);

  @Test
  void aSignalDrainsWithinTheHostsOwnLimit() {
    departure.onSignal();

    assertThat(drains).containsExactly(OWN);
    assertThat(said)
        .containsExactly(
            "baton: leaving; running tasks have 30 s",
            "baton: left the pool: 1 task finished, 4 handed back");
  }

  @Test
  void aRequestDrainsWithinItsLimitAndSaysWhoAsked() {
    departure.onRequest("me@there", Duration.ofSeconds(5));

    assertThat(drains).containsExactly(Duration.ofSeconds(5));
    assertThat(said.getFirst())
        .isEqualTo("baton: leaving, as me@there asks with 'baton drain'; running tasks have 5 s");
  }

  @Test
  void aRequestWithoutALimitHasTheHostsOwn() {
    departure.onRequest("me@there", Duration.ofMillis(-1));

    assertThat(drains).containsExactly(OWN);
  }

  @Test
  void aRequestWithAnAbsurdLimitHasALongOne() {
    departure.onRequest("me\033[2J", Duration.ofMillis(Long.MAX_VALUE));

    assertThat(drains.getFirst()).isPositive().isLessThan(Duration.ofDays(100_000));
    assertThat(said.getFirst()).startsWith("baton: leaving, as me?[2J asks");
  }

  @Test
  void aHostLeavesOnce() {
    departure.onRequest("me@there", Duration.ofSeconds(5));
    departure.onSignal();
    departure.onRequest("me@there", Duration.ofSeconds(5));

    assertThat(drains).hasSize(1);
    assertThat(said).hasSize(2);
  }
}
