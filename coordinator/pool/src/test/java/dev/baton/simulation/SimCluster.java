package dev.baton.simulation;

import dev.baton.agent.SimHost;
import dev.baton.config.PoolSettings;
import dev.baton.config.Settings;
import dev.baton.config.WorkerSettings;
import dev.baton.ledger.LedgerLimits;
import dev.baton.ledger.Outcome;
import dev.baton.pool.SimCoordinator;
import dev.baton.wire.Address;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** Hosts and coordinators of the simulation without trouble, to see how tasks are shared out. */
final class SimCluster {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration JOB_LIMIT = Duration.ofHours(1);

  /** Tasks that were submitted together. */
  final class Job {

    private final long beganNs = simulation.nanoTime();
    private final int tasks;
    private long endedNs;
    private int done;
    private int failed;

    private Job(int tasks) {
      this.tasks = tasks;
    }

    private void ended(int items, Outcome outcome) {
      endedNs = simulation.nanoTime();
      if (outcome instanceof Outcome.Done) {
        done += items;
      } else {
        failed += items;
      }
    }

    int done() {
      return done;
    }

    int failed() {
      return failed;
    }

    /** Lets the world go on until it has ended; returns how long it took. */
    Duration await() {
      if (!simulation.runUntil(JOB_LIMIT, () -> done + failed == tasks)) {
        throw new AssertionError(done + " of " + tasks + " done, " + failed + " failed");
      }
      return Duration.ofNanos(endedNs - beganNs);
    }
  }

  private final Simulation simulation;
  private final Witness witness;
  private final SimNetwork network;
  private int workers;
  private int hosts;
  private int coordinators;

  SimCluster(long seed) {
    simulation = new Simulation(seed);
    witness = new Witness(simulation);
    network = new SimNetwork(simulation);
  }

  Simulation simulation() {
    return simulation;
  }

  /** How many bodies of tasks have begun. */
  long attempts() {
    return witness.begun();
  }

  /** What was put on the log. */
  Traffic traffic() {
    return network.traffic();
  }

  /** Adds a host. */
  void host(int itsWorkers, Fitness fitness) {
    var _ =
        new SimHost(
            simulation,
            network,
            witness,
            "host" + hosts++,
            workers,
            SimHost.Reach.LOG,
            Settings.DEFAULT.with(WorkerSettings.WORKERS, itsWorkers),
            fitness,
            PlantedFault.NONE);
    workers += itsWorkers;
  }

  /** Adds a coordinator, and waits until it knows all workers. */
  SimCoordinator coordinator() {
    return coordinator(PoolSettings.FULL_WEIGHT);
  }

  /** The same, with a weight. */
  SimCoordinator coordinator(int weight) {
    coordinators++;
    SimCoordinator coordinator =
        new SimCoordinator(
            new SimProcess(simulation, "coordinator " + coordinators),
            network,
            witness,
            coordinators,
            new Address.OnLog(coordinators),
            new SimCoordinator.Settings(
                new LedgerLimits(3, false), PoolSettings.LINGER.initial(), weight, 0),
            PlantedFault.NONE);
    if (!simulation.runUntil(START_LIMIT, () -> coordinator.workers() == workers)) {
      throw new AssertionError(coordinator.workers() + " workers of " + workers);
    }
    return coordinator;
  }

  /** Submits tasks, in chunks of this many. */
  Job submit(SimCoordinator coordinator, int tasks, int chunk, Duration each, int retries) {
    Job job = new Job(tasks);
    Script script = new Script(Script.Behaviour.RETURN, each.toNanos());
    List<Script> scripts = Collections.nCopies(chunk, script);
    for (int i = 0; i < tasks; i += chunk) {
      var _ =
          coordinator.submit(
              scripts, 0, retries, 0, (_, _, items, outcome) -> job.ended(items, outcome));
    }
    return job;
  }
}
