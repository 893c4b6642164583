package dev.baton.job.builtin.sum;

import dev.baton.TaskFunction;
import dev.baton.UsageException;
import dev.baton.job.Job;
import dev.baton.job.Splits;
import java.io.PrintStream;
import java.math.BigInteger;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The job {@code sum}. */
@Command(
    name = "sum",
    description = {
      "Adds up the numbers 0 ... N-1 one by one: work that keeps cores busy and needs no data.",
      "Prints total<TAB>SUM and tasks<TAB>K. A number takes about a nanosecond, by a loop that no"
          + " compiler can replace by the formula."
    })
public final class SumJob implements Job<NumberRange, PartialSum> {

  private static final String DEFAULT_TASKS = "16";

  @Option(
      names = "--to",
      paramLabel = "N",
      required = true,
      description = "Add the numbers below N (required).")
  private long to;

  @Option(
      names = "--tasks",
      paramLabel = "K",
      defaultValue = DEFAULT_TASKS,
      description = "Divide them into K tasks (default: ${DEFAULT-VALUE}).")
  private int tasks;

  private BigInteger total = BigInteger.ZERO;
  private long folded;

  @Override
  public Splits<NumberRange> split() {
    if (to < 0) {
      throw new UsageException("--to must be at least 0, not " + to);
    }
    if (tasks < 1) {
      throw new UsageException("--tasks must be at least 1, not " + tasks);
    }
    return new Splits<>(
        LongStream.range(0, tasks).mapToObj(part -> NumberRange.part(to, tasks, part)), tasks);
  }

  @Override
  public TaskFunction<NumberRange, PartialSum> task() {
    return new SumNumbers();
  }

  @Override
  public void fold(NumberRange range, PartialSum sum) {
    total = total.add(sum.value());
    folded++;
  }

  /** Without a part it is another sum. */
  @Override
  public boolean isOfUseInPart() {
    return false;
  }

  @Override
  public void write(PrintStream out, PrintStream notes) {
    out.print("total\t" + total + "\ntasks\t" + folded + "\n");
  }
}
