package dev.baton.job.builtin.sleep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.UsageException;
import dev.baton.job.runner.LocalRunner;
import org.junit.jupiter.api.Test;

class SleepJobTest {

  @Test
  void waitsInEachTaskAndAddsUp() throws Exception {
    long start = System.nanoTime();
    assertThat(run("--seconds", "0.0125", "--tasks", "4")).isEqualTo("total\t0.05\ntasks\t4\n");
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000);
  }

  @Test
  void printsWholeSecondsPlainly() throws Exception {
    assertThat(run("--seconds", "0", "--tasks", "3")).isEqualTo("total\t0\ntasks\t3\n");
  }

  @Test
  void refusesWhatCannotBeWaitedFor() {
    assertThatThrownBy(() -> run("--seconds", "-1")).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> run("--tasks", "-1")).isInstanceOf(UsageException.class);
  }

  private static String run(String... arguments) throws Exception {
    return LocalRunner.run(new SleepJob(), arguments).out();
  }
}
