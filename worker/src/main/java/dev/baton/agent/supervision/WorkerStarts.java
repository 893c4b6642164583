package dev.baton.agent.supervision;

import dev.baton.EnvironmentException;
import dev.baton.agent.spawn.RestartBackoff;
import dev.baton.agent.spawn.WorkerProcess;
import dev.baton.agent.spawn.WorkerProcesses;
import dev.baton.config.HeapSize;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Starts worker processes, for vacant places and as spares. Confined to the agent's thread. */
final class WorkerStarts {

  private final WorkerProcesses processes;
  private final WorkerProcesses.Listener listener;
  private final SpareWorkers spares;
  private final HeapSize heap;
  private final RandomGenerator random;
  private final Consumer<EnvironmentException> onFailure;
  private @Nullable Map<String, String> kafkaProperties;

  /**
   * Starts nothing yet.
   *
   * @param listener told what becomes of the processes
   * @param heap of spares
   * @param random gives each process its incarnation
   * @param onFailure told why a process cannot be started
   */
  WorkerStarts(
      WorkerProcesses processes,
      WorkerProcesses.Listener listener,
      SpareWorkers spares,
      HeapSize heap,
      RandomGenerator random,
      Consumer<EnvironmentException> onFailure) {
    this.processes = processes;
    this.listener = listener;
    this.spares = spares;
    this.heap = heap;
    this.random = random;
    this.onFailure = onFailure;
  }

  /** From now on, processes are told about the broker when they start. */
  void connect(Map<String, String> properties) {
    kafkaProperties = properties;
  }

  /** Puts a spare, or a new process, in a vacant place. */
  void fill(WorkerPosition position, long host, long nowNs) {
    SupervisedWorker spare = position.heap().equals(heap) ? spares.take() : null;
    SupervisedWorker worker = spare == null ? start(position, nowNs) : spare;
    if (worker == null) {
      position.stayVacantUntil(nowNs + RestartBackoff.LONGEST.toNanos());
    } else {
      position.take(worker, host);
    }
  }

  /** Starts the spares that are missing, once all workers have been up and the broker is known. */
  void startSpares(WorkerPositions positions, long nowNs) {
    if (kafkaProperties != null && positions.wereAllUp()) {
      spares.startMissing(
          nowNs, positions.areAllUp(), positions.areAllBusy(), () -> start(null, nowNs));
    }
  }

  /** Starts a process for a place, or as a spare; null if it cannot be started. */
  private @Nullable SupervisedWorker start(@Nullable WorkerPosition position, long nowNs) {
    try {
      WorkerProcess process =
          position == null
              ? processes.startSpare(listener)
              : processes.start(position.number(), position.heap(), listener);
      if (kafkaProperties != null) {
        process.connect(kafkaProperties);
      }
      return new SupervisedWorker(process, random.nextLong(1, Long.MAX_VALUE), nowNs);
    } catch (EnvironmentException e) {
      onFailure.accept(e);
      return null;
    }
  }
}
