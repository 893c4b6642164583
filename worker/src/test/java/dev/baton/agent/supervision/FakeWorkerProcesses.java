package dev.baton.agent.supervision;

import dev.baton.EnvironmentException;
import dev.baton.agent.spawn.WorkerProcess;
import dev.baton.agent.spawn.WorkerProcesses;
import dev.baton.config.HeapSize;
import dev.baton.process.ChildExit;
import dev.baton.store.HostState;
import dev.baton.store.WorkerSlot;
import dev.baton.store.WorkerState;
import dev.baton.worker.Assignment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Worker processes that do what a test says. For one thread. */
final class FakeWorkerProcesses implements WorkerProcesses {

  private static final int SLOTS = 1;

  /** All that were ever started, in that order. */
  final List<FakeWorker> started = new ArrayList<>();

  private final HostState state;
  private boolean broken;

  FakeWorkerProcesses(HostState state) {
    this.state = state;
  }

  /** From now on no process can be started, or they can again. */
  void broken(boolean now) {
    broken = now;
  }

  FakeWorker last() {
    return started.getLast();
  }

  @Override
  public FakeWorker start(int number, HeapSize heap, Listener listener) {
    FakeWorker worker = start(false, listener);
    worker.heap = heap;
    return worker;
  }

  @Override
  public FakeWorker startSpare(Listener listener) {
    return start(true, listener);
  }

  private FakeWorker start(boolean spare, Listener listener) {
    if (broken) {
      throw new EnvironmentException("No more processes.");
    }
    FakeWorker worker = new FakeWorker(1_000 + started.size(), spare, state, listener);
    started.add(worker);
    return worker;
  }

  /** One process. */
  static final class FakeWorker implements WorkerProcess {

    private static final int KILLED = 137;

    final boolean spare;
    HeapSize heap = HeapSize.AUTO;
    private final long pid;
    private final HostState state;
    private final Listener listener;
    private @Nullable Map<String, String> kafkaProperties;
    private @Nullable Assignment assignment;
    private int drains;
    private long ownMemoryBytes;
    private int kills;
    private int stops;
    private String stack = "";

    private FakeWorker(long pid, boolean spare, HostState state, Listener listener) {
      this.pid = pid;
      this.spare = spare;
      this.state = state;
      this.listener = listener;
    }

    /** It can take tasks. */
    void becomeReady(long nowMs) {
      slot().assign(pid, incarnation(), SLOTS, nowMs);
      slot().state(WorkerState.IDLE);
      listener.ready(this);
    }

    /** It cannot start, and ends. */
    void failToStart(String why) {
      listener.startFailed(this, new EnvironmentException(why));
      exit(1);
    }

    void exit(int code) {
      listener.exited(this, new ChildExit(pid, code, kills > 0, List.of()));
    }

    void exitKilled() {
      exit(KILLED);
    }

    void ownMemory(long bytes) {
      ownMemoryBytes = bytes;
    }

    void stack(String text) {
      stack = text;
    }

    Assignment assignment() {
      if (assignment == null) {
        throw new AssertionError("worker " + pid + " has no place");
      }
      return assignment;
    }

    boolean isAssigned() {
      return assignment != null;
    }

    long incarnation() {
      return assignment().incarnation();
    }

    WorkerSlot slot() {
      return state.slot(assignment().number());
    }

    int kills() {
      return kills;
    }

    int stops() {
      return stops;
    }

    /** How often it was told to drain. */
    int drains() {
      return drains;
    }

    /** The broker that it was told of. */
    @Nullable Map<String, String> kafkaProperties() {
      return kafkaProperties;
    }

    @Override
    public long pid() {
      return pid;
    }

    @Override
    public long ownMemoryBytes() {
      return ownMemoryBytes;
    }

    @Override
    public void connect(Map<String, String> properties) {
      kafkaProperties = properties;
    }

    @Override
    public void assign(Assignment next) {
      assignment = next;
    }

    @Override
    public void drain(Duration limit) {
      drains++;
    }

    @Override
    public void askForStack(Consumer<String> answer) {
      answer.accept(stack);
    }

    @Override
    public void requestStop() {
      stops++;
    }

    @Override
    public void kill() {
      kills++;
    }
  }
}
