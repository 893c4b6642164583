package dev.baton.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecProgramTest {

  @ParameterizedTest
  @CsvSource({
    "1,2,1", "2,2,2", "3,2,1", "4,2,2", "2,64,2", "64,64,8", "60,64,6", "7,4,1", "200,1,1"
  })
  void asManyCommandsAsWereAskedForRunAtATime(int jobs, int cores, int workers) {
    assertThat(ExecProgram.workersFor(jobs, cores)).isEqualTo(workers);
    assertThat(jobs % workers).as("slots left over").isZero();
  }
}
