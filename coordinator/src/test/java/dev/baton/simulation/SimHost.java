package dev.baton.simulation;

import dev.baton.store.WorkerSnapshot;
import dev.baton.store.WorkerState;
import dev.baton.wire.Address;
import dev.baton.wire.Event;
import dev.baton.wire.HostBeat;
import dev.baton.wire.HostDown;
import dev.baton.wire.Liveness;
import dev.baton.wire.WhoIsThere;
import dev.baton.wire.WorkerDown;
import dev.baton.wire.WorkerStatus;
import dev.baton.wire.WorkerUp;
import dev.baton.worker.SimWorker;
import dev.baton.worker.WorkerExit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A host agent of the simulation, with its workers. */
public final class SimHost {

  private static final Duration SLOWEST_START = Duration.ofSeconds(3);
  private static final Duration SLOWEST_NOTICE = Duration.ofMillis(50);
  private static final int SIGKILL = 137;

  /** What all workers of a host are started with. */
  public record Settings(int workers, int slots, Duration grace, int maxTasks) {}

  private final class Position {

    private final SimSlot slot;
    private final Address inbox;
    private @Nullable SimProcess process;
    private @Nullable SimWorker worker;
    private long incarnation;
    private boolean up;
    private boolean leaving;

    private Position(int number) {
      slot = new SimSlot(number);
      inbox = new Address.OnLog(firstInbox + number);
    }
  }

  private final Simulation simulation;
  private final SimNetwork network;
  private final Witness witness;
  private final String name;
  private final long host;
  private final int firstInbox;
  private final Settings settings;
  private final PlantedFault fault;
  private final SimProcess agent;
  private final List<Position> positions;
  private boolean closing;

  /** Starts a host. */
  public SimHost(
      Simulation simulation,
      SimNetwork network,
      Witness witness,
      String name,
      int firstInbox,
      Settings settings,
      PlantedFault fault) {
    this.simulation = simulation;
    this.network = network;
    this.witness = witness;
    this.name = name;
    this.firstInbox = firstInbox;
    this.settings = settings;
    this.fault = fault;
    this.host = simulation.random().nextLong(1, Long.MAX_VALUE);
    this.agent = new SimProcess(simulation, "agent of " + name);
    this.positions = IntStream.range(0, settings.workers()).mapToObj(Position::new).toList();
    network.readEvents(agent, this::accept);
    positions.forEach(position -> start(position, simulation.upTo(SLOWEST_START)));
    beatAgain();
  }

  /** Whether its agent lives. */
  public boolean isAlive() {
    return agent.isAlive();
  }

  /** A worker is killed, if there is one. */
  public void killWorker() {
    List<Position> living = living();
    if (!living.isEmpty()) {
      Position victim = living.get(simulation.random().nextInt(living.size()));
      SimProcess process = victim.process;
      if (process != null) {
        process.end();
        ended(victim, victim.incarnation, SIGKILL);
      }
    }
  }

  /** The agent is killed; its workers notice, and perhaps one of them says so. */
  public void killAgent() {
    boolean isSaid = simulation.chance(0.5);
    for (Position position : living()) {
      SimProcess process = position.process;
      if (process != null) {
        process.in(
            simulation.upTo(Duration.ofSeconds(1)),
            () -> {
              if (isSaid) {
                network.publish(process, new HostDown(host));
              }
              process.in(SLOWEST_NOTICE.toNanos(), process::end);
            });
      }
    }
    agent.end();
  }

  /** The host leaves in order. */
  public void drain() {
    closing = true;
    living().forEach(position -> drain(position, WorkerExit.ORDERLY));
    beat();
    awaitEnd();
  }

  /** It says that a worker is up which never lived. */
  public void announceGhost() {
    WorkerStatus ghost =
        new WorkerStatus(
            99,
            simulation.random().nextLong(1, Long.MAX_VALUE),
            new Address.OnLog(firstInbox),
            2,
            99,
            WorkerStatus.State.IDLE,
            WorkerSnapshot.NO_TASK,
            0,
            0,
            0,
            0);
    publish(new WorkerUp(host, name, ghost));
  }

  /** Checks that nothing is left of what has ended. */
  public void checkIdle() {
    for (Position position : living()) {
      SimWorker worker = position.worker;
      if (worker != null && position.up && !position.leaving) {
        worker.checkIdle();
        witness.checkAnswered(position.incarnation);
      }
    }
  }

  private void awaitEnd() {
    if (living().isEmpty()) {
      publish(new HostDown(host));
      agent.in(SLOWEST_NOTICE.toNanos(), agent::end);
    } else {
      agent.in(SLOWEST_NOTICE.toNanos(), this::awaitEnd);
    }
  }

  private List<Position> living() {
    List<Position> living = new ArrayList<>();
    for (Position position : positions) {
      if (position.process != null && position.process.isAlive()) {
        living.add(position);
      }
    }
    return living;
  }

  private void drain(Position position, int exitCode) {
    position.leaving = true;
    SimProcess process = position.process;
    SimWorker worker = position.worker;
    if (process != null && worker != null) {
      process.in(simulation.upTo(SLOWEST_NOTICE), () -> worker.drain(exitCode));
    }
  }

  private void start(Position position, long inNs) {
    agent.in(
        inNs,
        () -> {
          if (closing) {
            return;
          }
          long incarnation = simulation.random().nextLong(1, Long.MAX_VALUE);
          SimProcess process =
              new SimProcess(simulation, name + "/" + position.slot.number() + "#" + incarnation);
          position.process = process;
          position.incarnation = incarnation;
          position.leaving = false;
          position.worker =
              new SimWorker(
                  process,
                  network,
                  witness,
                  position.slot,
                  incarnation,
                  position.inbox,
                  settings.slots(),
                  settings.grace(),
                  settings.maxTasks(),
                  fault,
                  code -> ended(position, incarnation, code));
          agent.in(simulation.upTo(SLOWEST_NOTICE), () -> ready(position, incarnation));
        });
  }

  private void ready(Position position, long incarnation) {
    if (position.incarnation == incarnation && position.process != null) {
      position.up = true;
      publish(new WorkerUp(host, name, status(position)));
    }
  }

  private void ended(Position position, long incarnation, int exitCode) {
    agent.in(
        simulation.upTo(SLOWEST_NOTICE),
        () -> {
          if (position.incarnation != incarnation) {
            return;
          }
          WorkerSnapshot last = position.slot.snapshot();
          boolean crashed = exitCode == SIGKILL || exitCode == 134;
          if (position.up && !closing) {
            publish(
                new WorkerDown(
                    host,
                    incarnation,
                    position.slot.number(),
                    crashed,
                    last.runningTask(),
                    "exit code " + exitCode));
          }
          position.up = false;
          position.process = null;
          position.worker = null;
          position.slot.state(WorkerState.DOWN);
          start(position, simulation.upTo(SLOWEST_START));
        });
  }

  private void accept(Event event) {
    if (event instanceof WhoIsThere) {
      beat();
    }
  }

  private void beatAgain() {
    beat();
    agent.in(Liveness.HOST_BEAT.toNanos(), this::beatAgain);
  }

  private void beat() {
    publish(
        new HostBeat(
            host,
            name,
            host,
            positions.stream().map(position -> firstInbox + position.slot.number()).toList(),
            positions.stream().filter(position -> position.up).map(this::status).toList()));
  }

  private WorkerStatus status(Position position) {
    WorkerSnapshot slot = position.slot.snapshot();
    boolean leaves = closing || position.leaving || slot.state() == WorkerState.DRAINING;
    return new WorkerStatus(
        slot.number(),
        position.incarnation,
        position.inbox,
        slot.slots(),
        slot.pid(),
        leaves
            ? WorkerStatus.State.DRAINING
            : slot.running() > 0 ? WorkerStatus.State.BUSY : WorkerStatus.State.IDLE,
        slot.runningTask(),
        slot.runningSinceMs(),
        slot.done(),
        slot.failed(),
        slot.busyNs());
  }

  private void publish(Event event) {
    if (agent.isAlive()) {
      network.publish(agent, event);
    }
  }
}
