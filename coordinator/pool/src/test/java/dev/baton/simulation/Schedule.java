package dev.baton.simulation;

import dev.baton.agent.SimHost;
import dev.baton.config.HeapSize;
import dev.baton.config.Settings;
import dev.baton.config.WorkerSettings;
import dev.baton.ledger.LedgerLimits;
import dev.baton.ledger.Outcome;
import dev.baton.pool.SimCoordinator;
import dev.baton.pool.SimMap;
import dev.baton.simulation.Script.Behaviour;
import dev.baton.wire.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What happens in one run of the simulation: all of it follows from a seed. */
final class Schedule {

  private static final Duration TROUBLE = Duration.ofSeconds(30);
  private static final Duration SETTLE = Duration.ofMinutes(1);
  private static final HeapSize SMALL = HeapSize.fixed(Script.LARGE / 4);
  private static final int INBOXES_PER_HOST = 3;
  private static final Address.OnLog RESULTS = new Address.OnLog(1);

  private static final List<Behaviour> BEHAVIOURS =
      List.of(
          Behaviour.THROW,
          Behaviour.THROW_ONCE,
          Behaviour.STUBBORN,
          Behaviour.CRASH,
          Behaviour.CRASH_ONCE,
          Behaviour.STRAGGLE_ONCE,
          Behaviour.NEEDS_HEAP,
          Behaviour.FILLS_HEAP);

  private final Simulation simulation;
  private final Witness witness;
  private final SimNetwork network;
  private final PlantedFault fault;
  private final SimHost[] hosts;
  private final Settings hostSettings;
  private final List<SimCoordinator> coordinators = new ArrayList<>();
  private final double oddness;
  private int tasks;
  private int outcomes;

  Schedule(long seed, PlantedFault fault) {
    this.simulation = new Simulation(seed);
    this.fault = fault;
    this.witness = new Witness(simulation);
    this.network = new SimNetwork(simulation);
    this.oddness = pick(0.0, 0.0, 0.1, 0.5);
    this.hostSettings =
        Settings.DEFAULT
            .with(WorkerSettings.WORKERS, 1 + simulation.random().nextInt(INBOXES_PER_HOST))
            .with(WorkerSettings.SLOTS, pick(1, 1, 1, 2, 4))
            .with(WorkerSettings.SPARES, pick(0, 0, 1))
            .with(
                WorkerSettings.HEAP,
                pick(HeapSize.AUTO, SMALL, new HeapSize(SMALL.bytes(), Script.LARGE)))
            .with(WorkerSettings.MAX_TASKS, pick(0, 0, 0, 5, 20))
            .with(
                WorkerSettings.IDLE_TIMEOUT,
                pick(Duration.ZERO, Duration.ofMillis(1), Duration.ofSeconds(2)))
            .with(
                WorkerSettings.GRACE,
                pick(Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofSeconds(5)));
    this.hosts = new SimHost[1 + simulation.random().nextInt(2)];
  }

  /** How many tasks there were. */
  int tasks() {
    return tasks;
  }

  /** How many bodies of tasks have begun. */
  long attempts() {
    return witness.begun();
  }

  /** How much has happened. */
  long happenings() {
    return simulation.happenings();
  }

  /** Runs it; whatever must not be is thrown. */
  void run() {
    for (int i = 0; i < hosts.length; i++) {
      startHost(i);
    }
    int count = 1 + simulation.random().nextInt(2);
    for (int i = 0; i < count; i++) {
      startCoordinator(i);
    }
    makeTrouble();
    @Nullable SimMap map = simulation.chance(0.5) ? startMap() : null;
    if (map != null) {
      map.readAll();
    }
    witness.await(
        () ->
            simulation.elapsed().compareTo(TROUBLE) > 0
                && coordinators.stream().allMatch(SimCoordinator::isDone),
        this::state);
    // What was cancelled without an interrupt may go on for long.
    witness.await(() -> coordinators.stream().allMatch(SimCoordinator::isIdle), this::state);
    simulation.run(SETTLE);
    witness.check(outcomes == tasks, "%d tasks, %d outcomes", tasks, outcomes);
    coordinators.forEach(SimCoordinator::checkIdle);
    for (SimHost host : hosts) {
      host.checkIdle();
    }
  }

  private List<String> state() {
    return coordinators.stream().map(SimCoordinator::state).toList();
  }

  private void startHost(int number) {
    hosts[number] =
        new SimHost(
            simulation,
            network,
            witness,
            "host" + number,
            number * INBOXES_PER_HOST,
            pick(SimHost.Reach.values()),
            hostSettings,
            fault);
  }

  private void startCoordinator(int number) {
    LedgerLimits limits =
        new LedgerLimits(1 + simulation.random().nextInt(3), simulation.chance(0.3));
    Duration linger = Duration.ofMillis(pick(1, 3, 40));
    SimCoordinator coordinator =
        new SimCoordinator(
            new SimProcess(simulation, "coordinator " + number),
            network,
            witness,
            1 + number,
            RESULTS,
            new SimCoordinator.Settings(
                limits, linger, pick(100, 100, 25, 1), pick(0.0, 0.0, 0.02)),
            fault);
    coordinators.add(coordinator);
    int count = pick(1, 10, 60, 200);
    boolean isBurst = simulation.chance(0.5);
    Duration longest = longestTask();
    for (int i = 0; i < count; i++) {
      long atNs = isBurst ? 0 : simulation.upTo(TROUBLE.dividedBy(2));
      simulation.in(atNs, () -> submit(coordinator, longest));
    }
  }

  private Duration longestTask() {
    return pick(
        Duration.ofNanos(100_000),
        Duration.ofMillis(20),
        Duration.ofMillis(300),
        Duration.ofSeconds(3));
  }

  /** A task, or a chunk of them. */
  private void submit(SimCoordinator coordinator, Duration longest) {
    int items = simulation.chance(0.15) ? 2 + simulation.random().nextInt(15) : 1;
    boolean isLimited = simulation.chance(0.1);
    List<Script> scripts = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      Script script = script(longest);
      scripts.add(script);
      isLimited |= script.behaviour() == Behaviour.STUBBORN;
    }
    long timeoutMs = isLimited ? 1 + simulation.random().nextInt(500) : 0;
    boolean isToBeCancelled = simulation.chance(pick(0.0, 0.2));
    boolean mayBeStopped = isLimited || isToBeCancelled;
    tasks += items;
    long id =
        coordinator.submit(
            scripts,
            timeoutMs,
            simulation.random().nextInt(3),
            priority(),
            (first, task, count, outcome) -> {
              outcomes += count;
              for (int i = 0; i < count; i++) {
                checkOutcome(scripts.get(first + i), task + i, outcome, i, mayBeStopped);
              }
            });
    if (isToBeCancelled) {
      boolean interrupt = simulation.chance(0.7);
      int from = simulation.random().nextInt(items);
      int to = from + 1 + simulation.random().nextInt(items - from);
      simulation.in(
          simulation.upTo(Duration.ofSeconds(5)),
          () -> coordinator.cancel(id + from, to - from, interrupt));
    }
  }

  private int priority() {
    return pick(0, 0, 0, 1, -1, 1_000);
  }

  private Script script(Duration longest) {
    Behaviour behaviour =
        simulation.chance(oddness)
            ? BEHAVIOURS.get(simulation.random().nextInt(BEHAVIOURS.size()))
            : Behaviour.RETURN;
    return new Script(behaviour, simulation.upTo(longest));
  }

  private void checkOutcome(
      Script script, long task, Outcome outcome, int item, boolean mayBeStopped) {
    if (outcome instanceof Outcome.Done done) {
      witness.check(
          witness.isResultOf(task, done, item), "task %d got the result of another", task);
      witness.check(script.behaviour() != Behaviour.THROW, "task %d returned, and throws", task);
    }
    witness.check(
        !(outcome instanceof Outcome.Failed)
            || mayBeStopped
            || script.behaviour() == Behaviour.THROW
            || script.behaviour() == Behaviour.THROW_ONCE
            || (script.behaviour() == Behaviour.NEEDS_HEAP && !heapsGrow()),
        "task %d failed, and %s",
        task,
        script);
  }

  private boolean heapsGrow() {
    return hostSettings.get(WorkerSettings.HEAP).canGrow();
  }

  private SimMap startMap() {
    int inputs = pick(1, 20, 150);
    Duration longest = longestTask();
    return new SimMap(
        witness,
        inputs,
        simulation.random(),
        (items, listener) -> {
          List<Script> scripts = IntStream.range(0, items).mapToObj(_ -> script(longest)).toList();
          tasks += items;
          coordinators
              .getFirst()
              .submit(
                  scripts,
                  0,
                  simulation.random().nextInt(3),
                  priority(),
                  (first, task, count, outcome) -> {
                    outcomes += count;
                    listener.ended(first, task, count, outcome);
                  });
        });
  }

  private void makeTrouble() {
    during(simulation.random().nextInt(5), () -> someHost().killWorker());
    during(simulation.random().nextInt(2), () -> someHost().stopWorker());
    during(simulation.random().nextInt(2), this::loseHost);
    during(simulation.random().nextInt(2), this::drainHost);
    during(simulation.random().nextInt(2), () -> someHost().announceGhost());
    during(
        simulation.random().nextInt(2),
        () -> network.goAway(Duration.ofNanos(simulation.upTo(Duration.ofSeconds(20)))));
  }

  private void during(int times, Runnable trouble) {
    for (int i = 0; i < times; i++) {
      simulation.in(simulation.random().nextLong(TROUBLE.toNanos()), trouble);
    }
  }

  private void loseHost() {
    int number = simulation.random().nextInt(hosts.length);
    if (hosts[number].isAlive()) {
      hosts[number].killAgent();
      replace(number);
    }
  }

  private void drainHost() {
    int number = simulation.random().nextInt(hosts.length);
    if (hosts[number].isAlive()) {
      if (simulation.chance(0.5)) {
        hosts[number].drain();
      } else {
        hosts[number].requestDrain(new SimProcess(simulation, "a person"));
      }
      replace(number);
    }
  }

  /** Another takes its place and its inboxes when it is gone. */
  private void replace(int number) {
    simulation.in(
        Duration.ofSeconds(2).toNanos() + simulation.upTo(Duration.ofSeconds(10)),
        () -> {
          if (hosts[number].isAlive()) {
            replace(number);
          } else {
            startHost(number);
          }
        });
  }

  private SimHost someHost() {
    return hosts[simulation.random().nextInt(hosts.length)];
  }

  @SafeVarargs
  private final <T> T pick(T... choice) {
    return choice[simulation.random().nextInt(choice.length)];
  }
}
