package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.RemoteTaskException;
import dev.baton.TaskTimeoutException;
import dev.baton.UsageException;
import dev.baton.codec.AllowList;
import dev.baton.codec.FailureCodec;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  /** The names that travel with a failure. */
  private static List<String> names(Throwable failure) {
    FailureCodec codec =
        new FailureCodec(AllowList.standard(), RetryPolicyTest.class.getClassLoader());
    return FailureCodec.classNames(codec.encode(failure));
  }

  @Test
  void withoutNamesEveryFailureIsTriedAgain() {
    assertThat(RetryPolicy.upTo(1).covers(names(new StackOverflowError()))).isTrue();
  }

  @Test
  void namedClassesAndTheirSubclassesAreTriedAgain() {
    RetryPolicy policy = RetryPolicy.upTo(1).on(IOException.class);

    assertThat(policy.covers(names(new IOException()))).isTrue();
    assertThat(policy.covers(names(new FileNotFoundException()))).isTrue();
    assertThat(policy.covers(names(new SSLHandshakeException("x")))).isTrue();
    assertThat(policy.covers(names(new IllegalStateException()))).isFalse();
    assertThat(policy.covers(names(new UncheckedIOException(new IOException())))).isFalse();
  }

  @Test
  void classesThatAreUnknownOrCannotBeBuiltHereAreTriedAgain() {
    RetryPolicy policy = RetryPolicy.upTo(1).on(IOException.class);

    assertThat(policy.covers(List.of("acme.Odd", "java.io.IOException"))).isTrue();
    assertThat(policy.covers(List.of("acme.Odd", "java.lang.RuntimeException"))).isFalse();
    assertThat(policy.covers(names(new java.rmi.ConnectException("x")))).isTrue();
  }

  @Test
  void standInsCountAsWhatTheyStandFor() {
    RemoteTaskException standIn =
        new RemoteTaskException(List.of("acme.Late", "acme.Weather", "java.lang.Exception"), null);
    Duration pause = Duration.ofMillis(1);

    assertThat(new RetryPolicy(1, pause, pause, List.of("acme.Weather")).covers(names(standIn)))
        .isTrue();
  }

  @Test
  void failuresOfThePoolItselfAreTriedAgain() {
    RetryPolicy policy = RetryPolicy.upTo(1).on(TaskTimeoutException.class);

    assertThat(policy.covers(names(new TaskTimeoutException("late")))).isTrue();
    assertThat(
            RetryPolicy.upTo(1)
                .on(BatonException.class)
                .covers(names(new TaskTimeoutException("late"))))
        .isTrue();
  }

  @Test
  void aNameMayComeWithoutItsPackage() {
    Duration pause = Duration.ofMillis(1);
    RetryPolicy policy = new RetryPolicy(1, pause, pause, List.of("IOException", "Timeout"));

    assertThat(policy.covers(names(new FileNotFoundException()))).isTrue();
    assertThat(policy.covers(List.of("acme.Remote$Timeout"))).isTrue();
    assertThat(policy.covers(List.of("acme.Other"))).isFalse();
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> RetryPolicy.upTo(-1)).isInstanceOf(UsageException.class);
    assertThatThrownBy(
            () -> RetryPolicy.upTo(1).pauses(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isInstanceOf(UsageException.class);
  }
}
