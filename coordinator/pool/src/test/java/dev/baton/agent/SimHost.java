package dev.baton.agent;

import dev.baton.EnvironmentException;
import dev.baton.agent.crash.Evidence;
import dev.baton.agent.setup.AgentConfig;
import dev.baton.agent.spawn.WorkerProcess;
import dev.baton.agent.spawn.WorkerProcesses;
import dev.baton.agent.supervision.HostEvents;
import dev.baton.agent.supervision.WorkerSupervisor;
import dev.baton.config.HeapSize;
import dev.baton.config.PoolSettings;
import dev.baton.config.Settings;
import dev.baton.config.WorkerSettings;
import dev.baton.process.ChildExit;
import dev.baton.role.Role;
import dev.baton.simulation.Fitness;
import dev.baton.simulation.PlantedFault;
import dev.baton.simulation.SimNetwork;
import dev.baton.simulation.SimProcess;
import dev.baton.simulation.SimProcess.Runner;
import dev.baton.simulation.SimSlot;
import dev.baton.simulation.Simulation;
import dev.baton.simulation.Witness;
import dev.baton.store.HostState;
import dev.baton.store.WorkerSlot;
import dev.baton.store.WorkerSnapshot;
import dev.baton.wire.Address;
import dev.baton.wire.DrainHost;
import dev.baton.wire.Event;
import dev.baton.wire.HostData;
import dev.baton.wire.HostDown;
import dev.baton.wire.HostDrained;
import dev.baton.wire.WhoIsThere;
import dev.baton.wire.WorkerStatus;
import dev.baton.wire.WorkerUp;
import dev.baton.wire.WorkersWanted;
import dev.baton.worker.Assignment;
import dev.baton.worker.SimWorker;
import dev.baton.worker.WorkerExit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A host of the simulation: the product's {@link WorkerSupervisor} and {@link HostBeats}, with
 * worker processes that are made up.
 */
public final class SimHost {

  private static final Duration SLOWEST_START = Duration.ofSeconds(3);
  private static final Duration SLOWEST_NOTICE = Duration.ofMillis(50);
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(20);
  private static final double FAILING_STARTS = 0.03;
  private static final Map<String, String> BROKER = Map.of("bootstrap.servers", "made up");

  /** The links that lead to its workers. */
  public enum Reach {
    LOG,
    SOCKETS,
    /** Sockets for some coordinators, the log for others. */
    BOTH
  }

  private final Simulation simulation;
  private final SimNetwork network;
  private final Witness witness;
  private final PlantedFault fault;
  private final String name;
  private final Settings settings;
  private final Fitness fitness;
  private final long host;
  private final SimProcess agent;
  private final List<MadeUpProcess> processes = new ArrayList<>();
  private final List<SimSlot> slots;
  private final WorkerSupervisor supervisor;
  private final HostBeats beats;
  private final Address ghostInbox;
  private final List<Runner> runners = new ArrayList<>();

  /** Starts a host. */
  public SimHost(
      Simulation simulation,
      SimNetwork network,
      Witness witness,
      String name,
      int firstInbox,
      Reach reach,
      Settings settings,
      PlantedFault fault) {
    this(simulation, network, witness, name, firstInbox, reach, settings, Fitness.SOUND, fault);
  }

  /** Starts a host that may be unfit. */
  public SimHost(
      Simulation simulation,
      SimNetwork network,
      Witness witness,
      String name,
      int firstInbox,
      Reach reach,
      Settings settings,
      Fitness fitness,
      PlantedFault fault) {
    this.simulation = simulation;
    this.network = network;
    this.witness = witness;
    this.fault = fault;
    this.fitness = fitness;
    this.name = name;
    this.settings = settings;
    host = simulation.random().nextLong(1, Long.MAX_VALUE);
    agent = new SimProcess(simulation, "agent of " + name);
    int workers = settings.get(WorkerSettings.WORKERS);
    slots = IntStream.range(0, workers).mapToObj(SimSlot::new).toList();
    HostEvents events = new HostEvents(host, name, this::publish);
    supervisor =
        new WorkerSupervisor(
            host,
            new AgentConfig(settings),
            new MadeUpProcesses(),
            new Evidence(_ -> "", OptionalLong::empty),
            new State(),
            events,
            simulation,
            simulation.random());
    beats = new HostBeats(events, supervisor::isClosing, supervisor::statuses, () -> HostData.NONE);
    supervisor.onLeaving(
        () -> {
          beats.hurry();
          wake();
        });
    network.readEvents(agent, this::accept);
    List<Integer> inboxes = IntStream.range(firstInbox, firstInbox + workers).boxed().toList();
    boolean onLog = reach == Reach.LOG || reach == Reach.BOTH;
    List<Address> addresses = inboxes.stream().map(inbox -> address(reach, inbox)).toList();
    ghostInbox = addresses.getFirst();
    supervisor.connect(onLog ? BROKER : Map.of());
    supervisor.assign(addresses);
    beats.begin(onLog ? inboxes : List.of());
    for (Role role : List.of(supervisor, beats)) {
      runners.add(agent.start(role));
    }
  }

  private static Address address(Reach reach, int inbox) {
    Address.OnLog onLog = new Address.OnLog(inbox);
    return switch (reach) {
      case LOG -> onLog;
      case SOCKETS -> new Address.OnSocket("/" + inbox);
      case BOTH -> new Address.OnBoth(onLog, new Address.OnSocket(SimNetwork.BESIDE_LOG + inbox));
    };
  }

  /** Whether its agent lives. */
  public boolean isAlive() {
    return agent.isAlive();
  }

  /** A worker is killed, if there is one. */
  public void killWorker() {
    living(process -> process.exit(WORKER_KILLED));
  }

  /** A worker is stopped, and goes on no more. */
  public void stopWorker() {
    living(process -> process.process.hang());
  }

  /** The agent is killed; its workers notice, and perhaps one of them says so. */
  public void killAgent() {
    boolean isSaid = simulation.chance(0.5);
    for (MadeUpProcess each : processes) {
      each.process.in(
          simulation.upTo(Duration.ofSeconds(1)),
          () -> {
            if (isSaid) {
              network.publish(each.process, new HostDown(host));
            }
            each.process.in(SLOWEST_NOTICE.toNanos(), each.process::end);
          });
    }
    agent.end();
  }

  /** Somebody asks the host to leave. */
  public void requestDrain(SimProcess requester) {
    network.publish(requester, new DrainHost(host, DRAIN_LIMIT.toMillis(), "a person"));
  }

  /** The host leaves in order. */
  public void drain() {
    if (supervisor.isClosing()) {
      return;
    }
    supervisor.drain(DRAIN_LIMIT);
    beats.hurry();
    wake();
    agent.in(DRAIN_LIMIT.multipliedBy(2).toNanos(), supervisor::kill);
    awaitEnd();
  }

  private void awaitEnd() {
    if (supervisor.allEnded().isDone()) {
      publish(new HostDrained(host, 0, 0));
      publish(new HostDown(host));
      agent.in(Duration.ofSeconds(1).toNanos(), agent::end);
    } else {
      agent.in(SLOWEST_NOTICE.toNanos(), this::awaitEnd);
    }
  }

  /** It says that a worker is up which never lived. */
  public void announceGhost() {
    publish(
        new WorkerUp(
            host,
            name,
            new WorkerStatus(
                99,
                simulation.random().nextLong(1, Long.MAX_VALUE),
                ghostInbox,
                2,
                99,
                WorkerStatus.State.IDLE,
                0,
                WorkerSnapshot.NO_TASK,
                0,
                0,
                0,
                0,
                0,
                0,
                HeapSize.AUTO)));
  }

  /** Checks that nothing is left of what has ended. */
  public void checkIdle() {
    for (WorkerStatus status : supervisor.statuses()) {
      for (MadeUpProcess each : processes) {
        SimWorker worker = each.worker;
        if (worker != null
            && each.process.isAlive()
            && each.incarnation == status.incarnation()
            && status.state() == WorkerStatus.State.IDLE) {
          worker.checkIdle();
          witness.checkAnswered(status.incarnation());
        }
      }
    }
  }

  private void living(Consumer<MadeUpProcess> action) {
    List<MadeUpProcess> living = processes.stream().filter(each -> each.process.isAlive()).toList();
    if (!living.isEmpty()) {
      action.accept(living.get(simulation.random().nextInt(living.size())));
    }
  }

  private void accept(Event event) {
    switch (event) {
      case WhoIsThere _ -> {
        beats.hurry();
        wake();
      }
      case WorkersWanted wanted when wanted.host() == host && !fault.ignores(wanted) -> {
        supervisor.want(wanted.workers());
        wake();
      }
      case DrainHost request when request.host() == host -> drain();
      default -> {}
    }
  }

  private void publish(Event event) {
    if (agent.isAlive()) {
      network.publish(agent, event);
    }
  }

  private void wake() {
    runners.forEach(Runner::wake);
  }

  /** Something that the agent's thread hears of later. */
  private void tell(Runnable news) {
    agent.in(
        simulation.upTo(SLOWEST_NOTICE),
        () -> {
          news.run();
          wake();
        });
  }

  private static final int WORKER_KILLED = 137;

  private final class State implements HostState {

    @Override
    public int workers() {
      return slots.size();
    }

    @Override
    public WorkerSlot slot(int number) {
      return slots.get(number);
    }

    @Override
    public void close() {}
  }

  private final class MadeUpProcesses implements WorkerProcesses {

    @Override
    public WorkerProcess start(int number, HeapSize heap, Listener listener) {
      return start(fault.heap(heap, settings.get(WorkerSettings.HEAP)), listener);
    }

    @Override
    public WorkerProcess startSpare(Listener listener) {
      return start(settings.get(WorkerSettings.HEAP), listener);
    }

    private WorkerProcess start(HeapSize heap, Listener listener) {
      MadeUpProcess process = new MadeUpProcess(heap, listener);
      processes.removeIf(each -> !each.process.isAlive());
      processes.add(process);
      return process;
    }
  }

  /** A worker process, from the moment when its JVM starts. */
  private final class MadeUpProcess implements WorkerProcess {

    private final long pid = simulation.random().nextLong(1, 1L << 22);
    private final SimProcess process = new SimProcess(simulation, name + " process " + pid);
    private final long startedNs = simulation.nanoTime();
    private final long startNs = simulation.upTo(SLOWEST_START);
    private final HeapSize heap;
    private final WorkerProcesses.Listener listener;
    private @Nullable SimWorker worker;
    private long incarnation;
    private boolean isReady;
    private boolean exited;

    private MadeUpProcess(HeapSize heap, WorkerProcesses.Listener listener) {
      this.heap = heap;
      this.listener = listener;
    }

    private void exit(int code) {
      process.end();
      if (!exited) {
        exited = true;
        boolean isKilled = code == WORKER_KILLED;
        tell(() -> listener.exited(this, new ChildExit(pid, code, isKilled, List.of())));
      }
    }

    @Override
    public long pid() {
      return pid;
    }

    @Override
    public long ownMemoryBytes() {
      return 0;
    }

    @Override
    public void connect(Map<String, String> kafkaProperties) {
      // The network is there.
    }

    @Override
    public void assign(Assignment assignment) {
      agent.in(
          settings.get(PoolSettings.START_TIMEOUT).toNanos(),
          () -> {
            if (!isReady && !exited) {
              listener.startFailed(this, new EnvironmentException("not ready in time"));
            }
          });
      long leftNs = startedNs + startNs - simulation.nanoTime();
      process.in(
          leftNs + simulation.upTo(SLOWEST_NOTICE),
          () -> {
            if (simulation.chance(FAILING_STARTS)) {
              tell(() -> listener.startFailed(this, new EnvironmentException("made up")));
              exit(WorkerExit.CANNOT_START);
              return;
            }
            incarnation = assignment.incarnation();
            worker =
                new SimWorker(
                    process,
                    network,
                    witness,
                    slots.get(assignment.number()),
                    incarnation,
                    assignment.inbox(),
                    settings.with(WorkerSettings.HEAP, heap),
                    fitness,
                    fault,
                    this::exit);
            isReady = true;
            tell(() -> listener.ready(this));
          });
    }

    @Override
    public void drain(Duration limit) {
      process.in(
          simulation.upTo(SLOWEST_NOTICE),
          () -> {
            SimWorker draining = worker;
            if (draining == null) {
              exit(WorkerExit.ORDERLY);
            } else {
              draining.drain(limit, WorkerExit.ORDERLY);
            }
          });
    }

    @Override
    public void askForStack(Consumer<String> answer) {
      tell(() -> answer.accept(""));
    }

    @Override
    public void requestStop() {
      process.in(simulation.upTo(SLOWEST_NOTICE), () -> exit(WorkerExit.ORDERLY));
    }

    @Override
    public void kill() {
      exit(WORKER_KILLED);
    }
  }
}
