package dev.baton.measure.models;

import dev.baton.BatonException;
import dev.baton.measure.Case;
import dev.baton.measure.Measurement;
import dev.baton.measure.Recorder;
import dev.baton.measure.Section;
import dev.baton.measure.Spread;
import dev.baton.measure.work.Calibration;
import dev.baton.measure.work.Work;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Measures what running tasks at the same time pays, for each way to do it and each kind of task.
 * All answers are checked.
 */
public final class ModelsMeasurement implements Measurement {

  /** The word on the command line. */
  public static final String NAME = "models";

  private final ModelsPlan plan;
  private final Map<LoadKind, Load> loads = new EnumMap<>(LoadKind.class);
  private final Map<LoadKind, Effectiveness.Cost> bases = new EnumMap<>(LoadKind.class);

  /** A measurement; nothing happens yet. */
  public ModelsMeasurement(ModelsPlan plan) {
    this.plan = plan;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Recorder recorder) throws InterruptedException {
    calibrate(recorder);
    measure(ModelKind.SERIAL, 1, recorder);
    for (ModelKind kind : ModelKind.values()) {
      if (kind != ModelKind.SERIAL && plan.models().contains(kind)) {
        for (int workers : plan.workers()) {
          measure(kind, workers, recorder);
        }
      }
    }
  }

  @Override
  public Section section(List<Case> cases) {
    return ModelsSection.of(cases, Runtime.getRuntime().availableProcessors());
  }

  private void calibrate(Recorder recorder) throws InterruptedException {
    recorder.step("finding out how much work takes " + plan.taskMs() + " ms");
    long[] data = Work.data(ModelsPlan.DATA_BYTES / Long.BYTES);
    Calibration calibration = Calibration.measure(data);
    for (LoadKind workload : plan.workloads()) {
      long[] own = workload == LoadKind.MEMORY ? data : new long[0];
      loads.put(workload, Load.of(workload.task(plan.taskMs(), calibration), plan.tasks(), own));
    }
  }

  private void measure(ModelKind kind, int workers, Recorder recorder) throws InterruptedException {
    recorder.step(kind.label() + ", " + workers + (workers == 1 ? " worker" : " workers"));
    try (Model model = kind.start(workers)) {
      for (LoadKind workload : LoadKind.values()) {
        if (plan.workloads().contains(workload)) {
          measure(kind, workers, model, workload, recorder);
        }
      }
    } catch (BatonException e) {
      if (Thread.interrupted()) {
        throw (InterruptedException) new InterruptedException().initCause(e);
      }
      plan.workloads()
          .forEach(
              each -> recorder.add(failed(kind, workers, each, String.valueOf(e.getMessage()))));
    }
  }

  private void measure(
      ModelKind kind, int workers, Model model, LoadKind workload, Recorder recorder)
      throws InterruptedException {
    Load load = loads.get(workload);
    if (load == null) {
      return;
    }
    try {
      giveHeapBack();
      model.warmUp(load.small(workers));
      ModelFigures figures = ModelFigures.of(model, load, plan.repeats(), plan.enough());
      recorder.add(measured(kind, workers, workload, figures, model.startMs()));
    } catch (ExecutionException e) {
      recorder.add(failed(kind, workers, workload, String.valueOf(e.getCause())));
    }
  }

  /** What the case before needed of it; the heap shrinks step by step, by the fourth in full. */
  private static void giveHeapBack() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
  }

  private Case measured(
      ModelKind kind, int workers, LoadKind workload, ModelFigures figures, double startMs) {
    Effectiveness.Cost cost = figures.cost();
    Effectiveness.Cost base = bases.computeIfAbsent(workload, _ -> cost);
    Case plain =
        of(kind, workers, workload, figures.wallMs())
            .detail("speedup", base.wallMs() / cost.wallMs())
            .detail("cpuMs", cost.cpuMs())
            .detail("peakMiB", figures.peakMiB())
            .detail("tasksPerSecond", plan.tasks() * 1e3 / cost.wallMs());
    return (startMs > 0 ? plain.detail("startMs", startMs) : plain)
        .remark(
            kind == ModelKind.SERIAL ? "the base" : Effectiveness.of(workload, workers, base, cost))
        .failed(figures.failures());
  }

  private Case failed(ModelKind kind, int workers, LoadKind workload, String reason) {
    return of(kind, workers, workload, Spread.NONE).failed(List.of(reason));
  }

  private Case of(ModelKind kind, int workers, LoadKind workload, Spread wallMs) {
    return Case.of(NAME, kind.label(), "ms", wallMs)
        .with("workload", workload.label())
        .with("workers", workers)
        .with("tasks", plan.tasks());
  }
}
