package dev.baton.job.builtin.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.job.builtin.exec.CommandResult.Ending;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobLogTest {

  private static String line(Ending ending, int exitCode, int signal, String command) {
    CommandResult result =
        new CommandResult(
            ending,
            exitCode,
            signal,
            new byte[5],
            new byte[2],
            "host",
            1,
            1,
            1_796_000_877_662L,
            12_400,
            ResourceUse.UNKNOWN,
            List.of());
    return JobLog.line(new CommandInput(2, List.of("3"), List.of()), result, ":", command);
  }

  /** GNU parallel 20221122 wrote these. */
  @Test
  void linesAreThoseOfGnuParallel() {
    assertThat(JobLog.HEADER)
        .isEqualTo("Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand");
    assertThat(line(Ending.OWN, 3, 0, "echo hi 3; exit 3"))
        .isEqualTo("2\t:\t1796000877.662\t     0.012\t0\t5\t3\t0\techo hi 3; exit 3");
    assertThat(line(Ending.OWN, -1, 9, "kill")).endsWith("\t0\t5\t0\t9\tkill");
    assertThat(line(Ending.TIMED_OUT, -1, 9, "sleep")).endsWith("\t0\t5\t-1\t15\tsleep");
  }

  @Test
  void aCommandOfSeveralLinesStaysOnOne() {
    assertThat(line(Ending.OWN, 0, 0, "a\nb")).endsWith("\ta\0b");
  }
}
