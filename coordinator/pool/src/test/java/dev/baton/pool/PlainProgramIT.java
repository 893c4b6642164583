package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainProgramIT {

  @Test
  void aProgramInAJvmWithoutFlagsSharesDataAndPrintsNothingElse(@TempDir Path directory)
      throws Exception {
    assertThat(PlainJvm.outputOf(PlainProgram.class.getName(), directory)).isEqualTo("right\n");
  }
}
