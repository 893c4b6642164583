package dev.baton.measure.spawn;

import dev.baton.EnvironmentException;
import dev.baton.Transport;
import dev.baton.measure.Case;
import dev.baton.measure.Measurement;
import dev.baton.measure.Recorder;
import dev.baton.measure.Section;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Measures what it costs to start what runs tasks, from a thread to a worker, and how much memory
 * it takes. All answers are checked.
 */
public final class SpawnMeasurement implements Measurement {

  /** The word on the command line. */
  public static final String NAME = "spawn";

  private final SpawnPlan plan;

  /** A measurement; nothing happens yet. */
  public SpawnMeasurement(SpawnPlan plan) {
    this.plan = plan;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Recorder recorder) throws InterruptedException {
    try {
      measure(recorder);
    } catch (ExecutionException e) {
      throw new EnvironmentException("A task of a pool failed: " + e.getCause(), e);
    } catch (EnvironmentException e) {
      if (Thread.interrupted()) { // then that is why it could not go on
        throw (InterruptedException) new InterruptedException().initCause(e);
      }
      throw e;
    }
  }

  private void measure(Recorder recorder) throws InterruptedException, ExecutionException {
    if (plan.kinds().contains(StartKind.THREADS)) {
      recorder.step("threads");
      ThreadStarts threads = new ThreadStarts(plan.threads());
      recorder.add(threads.platform());
      recorder.add(threads.virtual());
    }
    if (plan.kinds().contains(StartKind.JVMS)) {
      recorder.step("JVMs");
      new JvmStarts(plan.jvms()).measure().forEach(recorder::add);
    }
    if (plan.kinds().contains(StartKind.WORKERS)) {
      WorkerStarts workers = new WorkerStarts(plan, recorder);
      workers.warmPool(StartTimes.POOL_TASK, Transport.LOCAL);
      workers.warmPool(StartTimes.POOL_TASK_KAFKA, Transport.KAFKA);
      workers.freshWorkers();
    }
  }

  @Override
  public Section section(List<Case> cases) {
    return SpawnSection.of(cases, plan.taskMs(), Runtime.getRuntime().availableProcessors());
  }
}
