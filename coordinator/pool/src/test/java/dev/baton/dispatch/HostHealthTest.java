package dev.baton.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.codec.AllowList;
import dev.baton.codec.FailureCodec;
import dev.baton.config.HeapSize;
import dev.baton.config.PoolSettings;
import dev.baton.wire.Address;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Attempts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HostHealthTest {

  private static final long BAD = 1;
  private static final long GOOD = 2;

  private static final FailureCodec FAILURES =
      new FailureCodec(AllowList.standard(), HostHealthTest.class.getClassLoader());
  private static final byte[] ANY = FAILURES.encode(new IllegalStateException("no file"));
  private static final byte[] OF_HOST = FAILURES.encode(new UnsatisfiedLinkError("no foo"));

  private final FakeClock clock = new FakeClock();
  private final Roster roster = new Roster(clock, 1, PoolSettings.LINGER.initial());
  private final List<String> notices = new ArrayList<>();
  private final HostHealth health = new HostHealth(roster, clock, notices::add);

  @BeforeEach
  void twoHosts() {
    add(BAD, 11);
    add(BAD, 12);
    add(GOOD, 21);
  }

  @Test
  void aFailureThatHostsCauseAndThatDoesNotHappenElsewhereExcludesTheHost() {
    health.failed(BAD, OF_HOST);
    assertThat(roster.fitHosts()).containsExactlyInAnyOrder(BAD, GOOD);

    health.done(GOOD, 1, Set.of(BAD));

    assertThat(roster.fitHosts()).containsExactly(GOOD);
    assertThat(health.newlyExcluded()).containsExactly(BAD);
    assertThat(health.newlyExcluded()).isEmpty();
    assertThat(notices)
        .containsExactly(
            "host bad1 gets no more tasks for now: its last task failed"
                + " (java.lang.UnsatisfiedLinkError: no foo), and it succeeded on another host");
    assertThat(health.excluded()).singleElement().matches(host -> host.host() == BAD);
  }

  @Test
  void oneTaskThatSucceedsElsewhereAfterAnyOtherFailureProvesNothing() {
    for (int i = 0; i < 2; i++) {
      health.failed(BAD, ANY);
      health.done(GOOD, 1, Set.of(BAD));
    }
    assertThat(roster.fitHosts()).hasSize(2);

    health.failed(BAD, ANY);
    health.done(GOOD, 1, Set.of(BAD));

    assertThat(roster.fitHosts()).containsExactly(GOOD);
  }

  @Test
  void failuresInARowExcludeAHostIfTasksSucceedElsewhere() {
    health.done(BAD, 1, Set.of());
    health.failed(BAD, ANY);
    health.done(GOOD, 1_000, Set.of());
    assertThat(roster.fitHosts()).hasSize(2);

    health.failed(BAD, ANY);

    assertThat(roster.fitHosts()).containsExactly(GOOD);
    assertThat(notices).singleElement().asString().contains("1,000 tasks succeeded on other hosts");
  }

  @Test
  void whereTasksFailEverywhereNoHostIsExcluded() {
    for (int i = 0; i < 1_000; i++) {
      health.failed(BAD, ANY);
      health.failed(GOOD, ANY);
    }

    assertThat(roster.fitHosts()).hasSize(2);
    assertThat(notices).isEmpty();
  }

  @Test
  void theLastFitHostIsNotExcluded() {
    exclude();
    for (int i = 0; i < 1_000; i++) {
      health.failed(GOOD, OF_HOST);
    }

    assertThat(roster.fitHosts()).isNotEmpty();
  }

  @Test
  void anExcludedHostIsTriedAgainWithOneTaskAtATime() {
    exclude();
    assertThat(offers()).containsExactly(21L);

    clock.advance(HostHealth.FIRST_PAUSE);
    health.doWork(clock.nanoTime());

    assertThat(offers()).as("the other worker has its task").containsAnyOf(11L, 12L).hasSize(1);
  }

  @Test
  void aTaskThatSucceedsThereAdmitsTheHost() {
    exclude();
    clock.advance(HostHealth.FIRST_PAUSE);
    health.doWork(clock.nanoTime());

    health.done(BAD, 1, Set.of());

    assertThat(offers()).hasSize(3);
    assertThat(notices).last().asString().isEqualTo("host bad1 gets tasks again");
    assertThat(health.excluded()).isEmpty();
  }

  @Test
  void aTaskThatFailsThereDoublesThePause() {
    exclude();
    clock.advance(HostHealth.FIRST_PAUSE);
    health.doWork(clock.nanoTime());

    health.failed(BAD, OF_HOST);

    assertThat(health.doWork(clock.nanoTime())).isEqualTo(2 * HostHealth.FIRST_PAUSE.toNanos());
    assertThat(roster.fitHosts()).containsExactly(GOOD);
  }

  @Test
  void whenTheOthersHaveLeftAnExcludedHostGetsTasks() {
    exclude();
    roster.remove(21);

    health.doWork(clock.nanoTime());

    assertThat(offers()).hasSize(2);
  }

  @Test
  void aWorkerThatStartsOnAnExcludedHostGetsNothingEither() {
    exclude();
    add(BAD, 13);

    assertThat(offers()).containsExactly(21L);
  }

  private void exclude() {
    health.failed(BAD, OF_HOST);
    health.done(GOOD, 1, Set.of(BAD));
    clock.advance(Duration.ofMillis(1));
  }

  /** The workers that would be sent a task, which they then have. */
  private List<Long> offers() {
    List<Long> offered = new ArrayList<>();
    Pace pace = new Pace(PoolSettings.LINGER.initial());
    for (Roster.WorkerOffer offer = roster.nextOffer(pace, 10, false, Set.of(), Set.of());
        offer != null;
        offer = roster.nextOffer(pace, 10, false, Set.of(), Set.of())) {
      long worker = offer.worker().incarnation();
      offered.add(worker);
      Attempts attempts = Attempts.of(new AttemptId(offered.size(), 1));
      assertThat(roster.sent(worker, List.of(attempts), false)).isNotEqualTo(Roster.Sent.REFUSED);
    }
    return offered;
  }

  private void add(long host, long incarnation) {
    roster.add(
        new KnownWorker(
            host,
            (host == BAD ? "bad" : "good") + host + "/" + incarnation,
            incarnation,
            new Address.OnLog((int) incarnation),
            1,
            100,
            HeapSize.AUTO));
  }
}
