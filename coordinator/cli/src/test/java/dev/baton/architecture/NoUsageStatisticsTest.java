package dev.baton.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.process.JvmFlags;
import org.junit.jupiter.api.Test;

/**
 * Chronicle's library that reports to Google Analytics is not there, and would be off if it were.
 */
class NoUsageStatisticsTest {

  @Test
  void theLibraryThatReportsUsageIsNotOnTheClassPath() {
    assertThatExceptionOfType(ClassNotFoundException.class)
        .isThrownBy(() -> Class.forName("net.openhft.chronicle.analytics.Analytics"));
    assertThat(System.getProperty("java.class.path")).doesNotContain("chronicle-analytics");
  }

  @Test
  void reportingIsSwitchedOffInEveryJvmThatOpensTheStore() {
    assertThat(JvmFlags.sharedMemory()).contains("-Dchronicle.analytics.disable=true");
  }
}
