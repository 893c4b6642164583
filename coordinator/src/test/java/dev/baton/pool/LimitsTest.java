package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.baton.UsageException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {

  private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

  @Test
  void whatIsMoreThanNothingIsAMillisecondAtLeast() {
    assertThat(taskTimeout(Duration.ofNanos(1))).isEqualTo(Duration.ofMillis(1));
    assertThat(taskTimeout(Duration.ofNanos(1_000_001))).isEqualTo(Duration.ofMillis(2));
    assertThat(taskTimeout(Duration.ofMillis(3))).isEqualTo(Duration.ofMillis(3));
    assertThat(taskTimeout(Duration.ZERO)).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE / 1000, 9_300_000_000L})
  void noLimitIsTooLongToCountWith(long seconds) {
    Duration limit = Duration.ofSeconds(seconds);
    PoolConfig config =
        ProcessPool.builder()
            .taskTimeout(limit)
            .grace(limit)
            .hangTimeout(limit)
            .startTimeout(limit)
            .brokerTimeout(limit)
            .config();

    List<Duration> limits =
        List.of(
            config.call().timeout(),
            config.host().limits().grace(),
            config.host().limits().hang(),
            config.host().limits().start(),
            config.startTimeout(),
            config.brokerTimeout());
    assertThat(limits)
        .allSatisfy(each -> assertThat(each.toNanos()).isBetween(1L, Long.MAX_VALUE / 2));
    assertThat(config.host().toBlock()).isNotEmpty();
  }

  @Test
  void whatIsOutOfRangeIsRefusedAtTheCallAndNamed() {
    ProcessPoolBuilder builder = ProcessPool.builder();

    assertRefused("taskTimeout", builder::taskTimeout, false);
    assertRefused("grace", builder::grace, false);
    assertRefused("hangTimeout", builder::hangTimeout, false);
    assertRefused("startTimeout", builder::startTimeout, true);
    assertRefused("brokerTimeout", builder::brokerTimeout, true);
    Duration longest = Duration.ofDays(1);
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> RetryPolicy.NEVER.pauses(Duration.ofNanos(-1), longest));
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> RetryPolicy.NEVER.pauses(Duration.ZERO, FOREVER));
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> RetryPolicy.NEVER.pauses(FOREVER, FOREVER));
  }

  @Test
  void anIdentityIsOneThatTheLogCanHave() {
    for (Instant since : List.of(Instant.MIN, Instant.MAX, Instant.EPOCH.minusNanos(1))) {
      assertThatExceptionOfType(UsageException.class)
          .isThrownBy(() -> new JobIdentity("job", 1, Optional.of(since)))
          .withMessageContaining("resumedFrom");
    }
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> new JobIdentity("job", -1, Optional.empty()))
        .withMessageContaining("coordinator");
    assertThat(new JobIdentity("job", Long.MAX_VALUE, Optional.of(Instant.EPOCH))).isNotNull();
  }

  private static Duration taskTimeout(Duration limit) {
    return ProcessPool.builder().taskTimeout(limit).config().call().timeout();
  }

  private static void assertRefused(
      String setting, Function<Duration, ProcessPoolBuilder> setter, boolean zeroToo) {
    List<Duration> negative =
        List.of(Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE), Duration.ofDays(-1));
    for (Duration limit : negative) {
      assertThatExceptionOfType(UsageException.class)
          .isThrownBy(() -> setter.apply(limit))
          .withMessageContaining(setting);
    }
    if (zeroToo) {
      assertThatExceptionOfType(UsageException.class)
          .isThrownBy(() -> setter.apply(Duration.ZERO))
          .withMessageContaining(setting);
    }
    assertThatNullPointerException().isThrownBy(() -> setter.apply(null));
  }
}
