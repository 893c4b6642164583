package dev.baton.cli.measure;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.cli.terminal.StoppableWork;
import dev.baton.cli.terminal.Table;
import dev.baton.measure.Case;
import dev.baton.measure.Measurement;
import dev.baton.measure.Recorder;
import dev.baton.measure.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Runs measurements one after the other, says how far they are, and prints what they found. Ctrl-C
 * prints what there is.
 */
final class MeasureRun implements Recorder {

  private final Console console;
  private final MeasureOutput output;
  private final List<Case> cases = new CopyOnWriteArrayList<>();
  private volatile String now = "";
  private volatile boolean complete = true;

  MeasureRun(Console console, MeasureOutput output) {
    this.console = console;
    this.output = output;
  }

  /** Runs the parts of a measurement, of which one that fails ends it; returns the exit code. */
  int run(List<Measurement> parts) throws Exception {
    return run(parts, true);
  }

  /** Runs measurements of which one that fails does not cost the others; returns the exit code. */
  int runEach(List<Measurement> measurements) throws Exception {
    return run(measurements, false);
  }

  private int run(List<Measurement> measurements, boolean isStrict) throws Exception {
    StoppableWork.run(
        () -> {
          for (Measurement measurement : measurements) {
            now = measurement.name();
            try {
              measure(measurement);
            } catch (BatonException | IllegalStateException e) {
              if (isStrict) {
                tell(measurements); // what was measured before stands
                throw e;
              }
              complete = false;
              console.err().println("baton: " + now + " could not be measured: " + e.getMessage());
            }
          }
        },
        measuring -> {
          measuring.interrupt();
          return true;
        },
        () -> tell(measurements));
    tell(measurements);
    return complete && cases.stream().allMatch(each -> each.failures().isEmpty())
        ? ExitCode.DONE
        : ExitCode.JOB_FAILED;
  }

  private void measure(Measurement measurement) throws InterruptedException {
    try {
      measurement.run(this);
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      String name = measurement.name();
      throw new EnvironmentException(
          name.substring(0, 1).toUpperCase(Locale.ROOT)
              + name.substring(1)
              + " could not be measured: "
              + e.getMessage(),
          e);
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

  private void tell(List<Measurement> measurements) {
    List<MeasureOutput.Chapter> chapters = new ArrayList<>();
    for (Measurement measurement : measurements) {
      List<Case> own =
          cases.stream().filter(each -> each.measurement().equals(measurement.name())).toList();
      if (!own.isEmpty()) {
        Section section = measurement.section(own);
        chapters.add(new MeasureOutput.Chapter(measurement.name(), section, own));
        print(section);
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
