package dev.baton.job.builtin.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.UsageException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HaltTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "never;5;5;false",
        "0;5;5;false",
        "1;0;9;false",
        "1;1;0;true",
        "now,fail=2;1;9;false",
        "now,fail=2;2;0;true",
        "soon,success=1;9;0;false",
        "soon,success=1;9;1;true",
        "now,done=3;1;1;false",
        "now,done=3;1;2;true",
        "soon,fail=30%;2;7;false",
        "soon,fail=30%;3;0;true",
        "soon,fail=25%;2;7;false",
        "soon,fail=25%;3;0;true",
        "soon,success=100%;0;10;true",
        "now,done=1%;1;0;true",
        "NOW,FAIL=1;1;0;true"
      })
  void itIsReachedWhenAsManyOfTenHaveEndedSo(
      String text, long failed, long succeeded, boolean isReached) {
    assertThat(Halt.parse(text).isReached(failed, succeeded, 10)).isEqualTo(isReached);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "3", "now", "now,fail", "now,fail=0", "soon,fail=101%", "soon,fail=-1"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Halt.parse(text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--halt: '" + text + "'");
  }
}
