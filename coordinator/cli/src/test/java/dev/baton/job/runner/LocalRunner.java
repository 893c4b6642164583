package dev.baton.job.runner;

import dev.baton.DataSize;
import dev.baton.TaskFunction;
import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.config.Durations;
import dev.baton.job.Job;
import dev.baton.job.Splits;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import picocli.CommandLine;

/**
 * Runs a job in this process, task by task. What would travel between processes is encoded and
 * decoded, so that a job whose tasks or results cannot travel fails here.
 */
public final class LocalRunner {

  private static final Codec CODEC =
      new KryoCodec(AllowList.standard(), LocalRunner.class.getClassLoader());

  private LocalRunner() {}

  /** What a run printed. */
  public record Output(String out, String notes) {

    /** The lines of the result. */
    public List<String> lines() {
      return out.lines().toList();
    }
  }

  /** Runs a job with these arguments. */
  public static Output run(Job<?, ?> job, String... arguments) throws Exception {
    new CommandLine(job)
        .registerConverter(DataSize.class, DataSize::parse)
        .registerConverter(Duration.class, Durations::parse)
        .parseArgs(arguments);
    return run(job);
  }

  private static <S, R> Output run(Job<S, R> job) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream notes = new ByteArrayOutputStream();
    PrintStream outPrinter = new PrintStream(out, false, StandardCharsets.US_ASCII);
    PrintStream notesPrinter = new PrintStream(notes, false, StandardCharsets.UTF_8);
    Splits<S> splits = job.split();
    List<S> inputs = new ArrayList<>(splits.stream().toList());
    if (splits.count() != Splits.UNKNOWN && splits.count() != inputs.size()) {
      throw new AssertionError(
          "The job says %d splits, and has %d".formatted(splits.count(), inputs.size()));
    }
    if (!job.ordered()) {
      Collections.shuffle(inputs, new Random(inputs.size()));
    }
    TaskFunction<S, R> task = travelled(job.task());
    job.begin(outPrinter);
    for (S input : inputs) {
      job.fold(input, travelled(task.apply(travelled(input))));
    }
    job.write(outPrinter, notesPrinter);
    outPrinter.flush();
    notesPrinter.flush();
    return new Output(out.toString(StandardCharsets.UTF_8), notes.toString(StandardCharsets.UTF_8));
  }

  @SuppressWarnings("unchecked") // a codec gives back what it got
  private static <T> T travelled(T value) {
    return (T) CODEC.decode(CODEC.encodeToBytes(value));
  }
}
