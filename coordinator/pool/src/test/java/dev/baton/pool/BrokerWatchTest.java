package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.EnvironmentException;
import dev.baton.dispatch.FakeClock;
import dev.baton.log.BrokerWatch;
import dev.baton.log.PublishCallback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrokerWatchTest {

  private final FakeClock clock = new FakeClock();
  private final List<String> notices = new ArrayList<>();
  private final List<EnvironmentException> gone = new ArrayList<>();
  private final BrokerWatch watch =
      new BrokerWatch(Duration.ofSeconds(20), clock, notices::add, gone::add);

  @Test
  void aBrokerThatConfirmsIsNotSpokenOf() {
    sending().done(null);
    checkAfter(30);

    assertThat(notices).isEmpty();
    assertThat(gone).isEmpty();
  }

  @Test
  void itsAbsenceAndItsReturnAreSaidOnceEach() {
    PublishCallback first = sending();
    for (int second = 1; second < 10; second++) {
      checkAfter(1);
      var _ = sending();
    }
    first.done(null);
    checkAfter(2);

    assertThat(notices).hasSize(2);
    assertThat(notices.getFirst()).contains("does not answer");
    assertThat(notices.getLast()).contains("is back after 9.0 s");
    assertThat(gone).isEmpty();
  }

  @Test
  void afterTheLimitItIsGivenUp() {
    sending().done(new IllegalStateException("not sent"));
    checkAfter(20);
    assertThat(gone).isEmpty();

    checkAfter(1);

    assertThat(gone).singleElement().extracting(Throwable::getMessage).asString().contains("21");
  }

  @Test
  void whoeverWaitsAsLongAsItTakesSaysNoLimit() {
    BrokerWatch patient = new BrokerWatch(clock, notices::add);
    var _ = patient.sending(clock.nanoTime());
    clock.advance(Duration.ofDays(1));
    patient.check(clock.nanoTime());

    assertThat(notices).containsExactly("the broker does not answer; waiting for it");
  }

  private PublishCallback sending() {
    return watch.sending(clock.nanoTime());
  }

  private void checkAfter(int seconds) {
    clock.advance(Duration.ofSeconds(seconds));
    watch.check(clock.nanoTime());
  }
}
