package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.RemoteTaskException;
import dev.baton.UsageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  @Test
  void withoutNamesEveryFailureIsTriedAgain() {
    assertThat(RetryPolicy.upTo(1).covers(new StackOverflowError())).isTrue();
  }

  @Test
  void namedClassesAndTheirSubclassesAreTriedAgain() {
    RetryPolicy policy = RetryPolicy.upTo(1).on(IOException.class);

    assertThat(policy.covers(new FileNotFoundException())).isTrue();
    assertThat(policy.covers(new IllegalStateException())).isFalse();
  }

  @Test
  void aNameMayComeWithoutItsPackage() {
    Duration pause = Duration.ofMillis(1);
    RetryPolicy policy = new RetryPolicy(1, pause, pause, List.of("IOException", "Timeout"));

    assertThat(policy.covers(new FileNotFoundException())).isTrue();
    assertThat(policy.covers(new RemoteTaskException("acme.Remote$Timeout", null))).isTrue();
    assertThat(policy.covers(new RemoteTaskException("acme.Other", null))).isFalse();
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> RetryPolicy.upTo(-1)).isInstanceOf(UsageException.class);
    assertThatThrownBy(
            () -> RetryPolicy.upTo(1).pauses(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isInstanceOf(UsageException.class);
  }
}
