package dev.baton.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.DataSize;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "65536, 65536",
    "64k, 65536",
    "256m, 268435456",
    "256M, 268435456",
    "1g, 1073741824",
    "512MiB, 536870912",
    "1 GB, 1073741824",
    "2t, 2199023255552",
    "17b, 17"
  })
  void sizesAreRead(String text, long bytes) {
    assertThat(DataSize.parse(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "-1", "1.5g", "10 miles", "99999999999t"})
  void otherThingsAreNoSizes(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DataSize.parse(text))
        .withMessageContaining("'" + text + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "1536, 1.5 KiB",
    "268435456, 256 MiB",
    "1073741823, 1.0 GiB",
    "1610612736, 1.5 GiB",
    "109951162777600, 100 TiB"
  })
  void sizesAreShown(long bytes, String text) {
    assertThat(DataSize.format(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "500ms, 500",
    "30s, 30000",
    "1.5s, 1500",
    "5m, 300000",
    "5min, 300000",
    "2h, 7200000",
    "1d, 86400000",
    "10 S, 10000"
  })
  void durationsAreRead(String text, long ms) {
    assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(ms));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "-1s", "s", "0s", "1 week"})
  void otherThingsAreNoDurations(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "999, 999 ms",
    "1000, 1.0 s",
    "59949, 59.9 s",
    "59950, 1 m 00 s",
    "307000, 5 m 07 s",
    "3599999, 1 h 00 m",
    "7500000, 2 h 05 m"
  })
  void durationsAreShown(long ms, String text) {
    assertThat(Durations.format(Duration.ofMillis(ms))).isEqualTo(text);
  }

  @Test
  void addressesAreChecked() {
    assertThat(BootstrapServers.parse("localhost:9092, [::1]:9093"))
        .isEqualTo("localhost:9092,[::1]:9093");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BootstrapServers.parse("localhost"))
        .withMessage("'localhost' is not HOST:PORT, such as localhost:9092");
    assertThatIllegalArgumentException().isThrownBy(() -> BootstrapServers.parse("a:1,,b:2"));
    assertThatIllegalArgumentException().isThrownBy(() -> BootstrapServers.parse("a:70000"));
  }
}
