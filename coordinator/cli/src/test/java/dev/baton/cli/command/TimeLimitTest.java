package dev.baton.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.EnvironmentException;
import dev.baton.UsageException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TimeLimitTest {

  private static final TimeLimit LONG = new TimeLimit(Duration.ofMinutes(5));

  @Test
  void whatIsInTimeIsReturned() {
    assertThat(LONG.call(() -> 5, "It")).isEqualTo(5);
  }

  @Test
  void whatTakesTooLongIsGivenUp() {
    CompletableFuture<Integer> never = new CompletableFuture<>();

    assertThatThrownBy(() -> new TimeLimit(Duration.ofMillis(10)).call(never::join, "It"))
        .isInstanceOf(EnvironmentException.class)
        .hasMessage("It took longer than 0 s, and was given up.");
  }

  @Test
  void failuresAreThoseOfTheAction() {
    UsageException failure = new UsageException("no");

    assertThatThrownBy(
            () ->
                LONG.call(
                    () -> {
                      throw failure;
                    },
                    "It"))
        .isSameAs(failure);
  }
}
