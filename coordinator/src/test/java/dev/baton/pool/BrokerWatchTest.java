package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.EnvironmentException;
import dev.baton.log.PublishCallback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrokerWatchTest {

  private static final long SECOND = 1_000_000_000L;

  private final List<String> notices = new ArrayList<>();
  private final List<EnvironmentException> gone = new ArrayList<>();
  private final BrokerWatch watch =
      new BrokerWatch(Duration.ofSeconds(20), notices::add, gone::add);

  /** The clock of confirmations is the machine's. */
  private final long start = System.nanoTime();

  @Test
  void aBrokerThatConfirmsIsNotSpokenOf() {
    watch.sending(start).done(null);
    watch.check(start + 30 * SECOND);

    assertThat(notices).isEmpty();
    assertThat(gone).isEmpty();
  }

  @Test
  void itsAbsenceAndItsReturnAreSaidOnceEach() {
    PublishCallback first = watch.sending(start);
    for (int second = 1; second < 10; second++) {
      watch.check(start + second * SECOND);
      watch.sending(start + second * SECOND);
    }
    first.done(null);
    watch.check(start + 11 * SECOND);

    assertThat(notices).hasSize(2);
    assertThat(notices.getFirst()).contains("does not answer");
    assertThat(notices.getLast()).contains("is back");
    assertThat(gone).isEmpty();
  }

  @Test
  void afterTheLimitItIsGivenUp() {
    watch.sending(start).done(new IllegalStateException("not sent"));
    watch.check(start + 21 * SECOND);

    assertThat(gone).singleElement().extracting(Throwable::getMessage).asString().contains("21");
  }
}
