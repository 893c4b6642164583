package dev.baton.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TempDirectoryTest {

  @TempDir private Path given;

  @Test
  void theVariableCountsWhereTheJvmHasItsDefault() {
    assertThat(TempDirectory.of("/tmp", given.toString())).isEqualTo(given);
    assertThat(TempDirectory.of("/tmp", null)).isEqualTo(Path.of("/tmp"));
  }

  @Test
  void thePropertyIsStronger() {
    assertThat(TempDirectory.of("/elsewhere", given.toString())).isEqualTo(Path.of("/elsewhere"));
  }

  @Test
  void aVariableThatNamesNoDirectoryIsIgnored() {
    for (String none : new String[] {"", "relative", given.resolve("none").toString(), "a\0b"}) {
      assertThat(TempDirectory.of("/tmp", none)).isEqualTo(Path.of("/tmp"));
    }
  }
}
