package dev.baton.job.builtin.sleep;

import dev.baton.TaskFunction;
import dev.baton.UsageException;
import dev.baton.job.Job;
import dev.baton.job.Splits;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The job {@code sleep}. */
@Command(
    name = "sleep",
    description = {
      "Waits: work that keeps no core busy, like that of a task that waits for a server.",
      "Prints total<TAB>SECONDS, the waits of all tasks added up, and tasks<TAB>K. With --slots"
          + " many tasks wait at a time in one worker."
    })
public final class SleepJob implements Job<Integer, Long> {

  private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(1_000_000_000);

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "1",
      description = "How long each task waits; 0.05 is fine (default: ${DEFAULT-VALUE}).")
  private BigDecimal seconds = BigDecimal.ONE;

  @Option(
      names = "--tasks",
      paramLabel = "K",
      defaultValue = "16",
      description = "How many tasks (default: ${DEFAULT-VALUE}).")
  private int tasks;

  private BigDecimal totalNanos = BigDecimal.ZERO;
  private long folded;

  @Override
  public Splits<Integer> split() {
    if (seconds.signum() < 0 || seconds.compareTo(MAX_SECONDS) > 0) {
      throw new UsageException("--seconds must be from 0 to 1000000000, not " + seconds);
    }
    if (tasks < 1) {
      throw new UsageException("--tasks must be at least 1, not " + tasks);
    }
    return new Splits<>(IntStream.range(0, tasks).boxed(), tasks);
  }

  @Override
  public TaskFunction<Integer, Long> task() {
    return new Sleep(seconds.movePointRight(9).setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  @Override
  public void fold(Integer number, Long nanos) {
    totalNanos = totalNanos.add(BigDecimal.valueOf(nanos));
    folded++;
  }

  @Override
  public void write(PrintStream out, PrintStream notes) {
    BigDecimal total = totalNanos.movePointLeft(9).stripTrailingZeros();
    out.print("total\t" + total.toPlainString() + "\ntasks\t" + folded + "\n");
  }

  @Override
  public String describe(Integer number) {
    return "wait " + number;
  }
}
