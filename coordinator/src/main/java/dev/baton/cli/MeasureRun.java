package dev.baton.cli;

import dev.baton.BatonException;
import dev.baton.measure.Case;
import dev.baton.measure.Measurement;
import dev.baton.measure.Recorder;
import dev.baton.measure.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs measurements one after the other, says how far they are, and prints what they found. Ctrl-C
 * prints what there is.
 */
final class MeasureRun implements Recorder {

  /** Measurements end their pools within it, as 'baton run' does. */
  private static final Duration INTERRUPT_LIMIT = Duration.ofMillis(4_500);

  private static final Duration END_LIMIT = Duration.ofMillis(3_800);

  private final Console console;
  private final MeasureOutput output;
  private final List<Case> cases = new CopyOnWriteArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile String now = "";
  private volatile boolean complete = true;

  MeasureRun(Console console, MeasureOutput output) {
    this.console = console;
    this.output = output;
  }

  /** Runs them; returns the exit code. */
  int run(List<Measurement> measurements) throws Exception {
    Thread measuring = Thread.currentThread();
    try (Interruption interruption =
        new Interruption(
                INTERRUPT_LIMIT,
                _ -> stop(measuring, measurements),
                Interruption.Ending.ofProcess())
            .install()) {
      try {
        for (Measurement measurement : measurements) {
          now = measurement.name();
          run(measurement, measurements.size() == 1);
        }
      } finally {
        ended.countDown();
        interruption.awaitEndIfRequested();
      }
    }
    tell(measurements);
    return complete && cases.stream().allMatch(each -> each.failures().isEmpty())
        ? ExitCode.DONE
        : ExitCode.JOB_FAILED;
  }

  /** Of several measurements one that fails does not cost the others. */
  private void run(Measurement measurement, boolean isOnly) throws InterruptedException {
    try {
      measurement.run(this);
    } catch (BatonException | IllegalStateException e) {
      if (isOnly) {
        tell(List.of(measurement)); // what was measured before stands
        throw e;
      }
      complete = false;
      console.err().println("baton: " + now + " could not be measured: " + e.getMessage());
    }
  }

  @Override
  public void step(String what) {
    console.err().println("baton: " + now + ": " + what);
  }

  @Override
  public void add(Case measured) {
    cases.add(measured);
    measured
        .failures()
        .forEach(
            failure ->
                console.err().println("baton: " + now + ": " + measured.name() + ": " + failure));
  }

  private void stop(Thread measuring, List<Measurement> measurements) {
    measuring.interrupt();
    try {
      var _ = ended.await(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    tell(measurements);
  }

  private void tell(List<Measurement> measurements) {
    List<MeasureOutput.Chapter> chapters = new ArrayList<>();
    for (Measurement measurement : measurements) {
      List<Case> own =
          cases.stream().filter(each -> each.measurement().equals(measurement.name())).toList();
      if (!own.isEmpty()) {
        chapters.add(new MeasureOutput.Chapter(measurement, own));
        print(measurement.section(own));
      }
    }
    console.out().flush();
    output.write(chapters);
  }

  private void print(Section section) {
    Table table = new Table(section.alignment());
    section.rows().forEach(row -> table.row(row.toArray(String[]::new)));
    console.out().println(section.title());
    console.out().println();
    table.lines().forEach(console.out()::println);
    if (!section.drawing().isEmpty()) {
      console.out().println();
      section.drawing().forEach(console.out()::println);
    }
    if (!section.findings().isEmpty()) {
      console.out().println();
      section.findings().forEach(finding -> console.out().println("- " + finding));
    }
    console.out().println();
  }
}
