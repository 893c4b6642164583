package dev.baton.measure.report;

import dev.baton.measure.Case;
import dev.baton.measure.Section;
import dev.baton.measure.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A report with cases of each measurement, of the form that they have; the figures are made up. */
final class SampleReport {

  private static final String MACHINE = "2 cores of </script><b>x";

  private SampleReport() {}

  static MeasureReport of(String finding) {
    return new MeasureReport(
        "baton measure all",
        "1 January 2026",
        MACHINE,
        "1.0",
        List.of(
            chapter("handoff", finding, handoff()),
            chapter("models", finding, models()),
            chapter("race", finding, race()),
            chapter("footprint", finding, List.of(one("footprint", "worker", "MiB", 70))),
            chapter("spawn", finding, List.of(one("spawn", "thread", "ms", 0.05))),
            chapter("throughput", finding, List.of(one("throughput", "submit", "tasks/s", 50_000))),
            chapter("growth", finding, growth()),
            chapter("latency", finding, List.of(distributed("latency", "round-trip", "us"))),
            chapter("recovery", finding, List.of(distributed("recovery", "worker-killed", "ms")))));
  }

  private static MeasureReport.Chapter chapter(String name, String finding, List<Case> cases) {
    Section section =
        new Section.Builder("What " + name + " costs", "lr", "CASE", "TIME")
            .row("a", "1")
            .finding(finding)
            .build();
    return new MeasureReport.Chapter(
        name, section, cases.stream().map(each -> CaseFigures.of(each, MACHINE, "1.0")).toList());
  }

  private static List<Case> growth() {
    return IntStream.of(1_000, 10_000, 100_000)
        .mapToObj(
            tasks ->
                one("growth", "map", "ns", 500).with("tasks", tasks).detail("heapHalfwayMiB", 20))
        .toList();
  }

  private static List<Case> handoff() {
    List<Case> cases = new ArrayList<>();
    for (String data : List.of("double[]", "text")) {
      for (String way : List.of("java", "kryo-record", "kryo-store", "shared")) {
        for (int power = 8; power <= 26; power += 3) {
          double ms = way.equals("shared") ? 0.5 : Math.scalb(1e-3, power - 8);
          cases.add(
              one("handoff", way, "ms", ms)
                  .with("transport", "local")
                  .with("data", data)
                  .with("bytes", 1L << power)
                  .detail("encodeMs", ms / 2)
                  .detail("transferMs", ms / 2));
        }
      }
      cases.add(
          one("handoff", "break-even", "bytes", 70_000)
              .with("transport", "local")
              .with("data", data)
              .with("handoff", "shared"));
    }
    return cases;
  }

  private static List<Case> models() {
    List<Case> cases = new ArrayList<>();
    for (String workload : List.of("io", "cpu")) {
      cases.add(
          one("models", "serial", "ms", 800)
              .with("workload", workload)
              .with("workers", 1)
              .detail("speedup", 1));
      for (String model : List.of("thread", "async", "process", "pool-kryo")) {
        for (int workers : new int[] {1, 2, 4}) {
          cases.add(
              one("models", model, "ms", 800.0 / workers)
                  .with("workload", workload)
                  .with("workers", workers)
                  .detail("speedup", workers));
        }
      }
    }
    return cases;
  }

  private static List<Case> race() {
    return List.of(
        one("race", "threads, plain counter", "ns", 2).detail("lost", 400).detail("expected", 1000),
        one("race", "SharedCounter", "ns", 20).detail("lost", 0).detail("expected", 1000));
  }

  private static Case distributed(String measurement, String name, String unit) {
    return one(measurement, name, unit, 100)
        .distributed(
            IntStream.range(0, 100).mapToObj(i -> new Case.Point(i, 100.0 + i * i)).toList());
  }

  private static Case one(String measurement, String name, String unit, double value) {
    return Case.of(measurement, name, unit, Spread.of(value));
  }
}
