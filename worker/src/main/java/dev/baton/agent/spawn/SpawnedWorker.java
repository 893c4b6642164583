package dev.baton.agent.spawn;

import dev.baton.EnvironmentException;
import dev.baton.agent.crash.ThreadDump;
import dev.baton.agent.crash.WorkerOutput;
import dev.baton.process.ChildExit;
import dev.baton.process.ChildProcess;
import dev.baton.process.ProcessUsage;
import dev.baton.worker.AgentCommand;
import dev.baton.worker.Assignment;
import dev.baton.worker.WorkerPlace;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A worker process on this machine. Confined to the agent's thread. Calls that may block run on
 * other threads, and their outcome is passed back to the agent's.
 */
final class SpawnedWorker implements WorkerProcess {

  private static final Executor BACKGROUND =
      action -> Thread.ofVirtual().name("baton-await-worker").start(action);

  private final ChildProcess child;
  private final WorkerOutput output;
  private final Duration startLimit;
  private final WorkerProcesses.Listener listener;
  private final Executor agentThread;

  /** Its standard input may be slow, or broken; messages keep their order. */
  private CompletableFuture<Void> sending = CompletableFuture.completedFuture(null);

  private boolean isAssigned;

  /** Orders the two reports: whether it became ready, then its exit. */
  private CompletableFuture<Void> starting = CompletableFuture.completedFuture(null);

  private SpawnedWorker(
      ChildProcess child,
      WorkerOutput output,
      Duration startLimit,
      WorkerProcesses.Listener listener,
      Executor agentThread) {
    this.child = child;
    this.output = output;
    this.startLimit = startLimit;
    this.listener = listener;
    this.agentThread = agentThread;
  }

  /**
   * Wraps a started process, and reports from now on what becomes of it.
   *
   * @param place the first message that it gets
   */
  static SpawnedWorker of(
      ChildProcess child,
      WorkerOutput output,
      WorkerPlace place,
      Duration startLimit,
      WorkerProcesses.Listener listener,
      Executor agentThread) {
    SpawnedWorker worker = new SpawnedWorker(child, output, startLimit, listener, agentThread);
    worker.send(place.toBlock());
    var _ = child.onExit().thenAcceptAsync(worker::exited, agentThread);
    return worker;
  }

  @Override
  public long pid() {
    return child.pid();
  }

  @Override
  public long ownMemoryBytes() {
    return ProcessUsage.ownMemoryBytes(child.pid());
  }

  @Override
  public void connect(Map<String, String> kafkaProperties) {
    send(kafkaProperties);
  }

  @Override
  public void assign(Assignment assignment) {
    isAssigned = true;
    output.mark(assignment.number());
    send(assignment.toBlock());
    starting = CompletableFuture.runAsync(this::awaitReady, BACKGROUND);
  }

  /** A worker without a place has nothing to finish. */
  @Override
  public void drain(Duration limit) {
    if (!isAssigned) {
      requestStop();
      return;
    }
    send(new AgentCommand.Drain(limit).toBlock());
  }

  @Override
  public void askForStack(Consumer<String> answer) {
    var _ =
        CompletableFuture.supplyAsync(() -> ThreadDump.ofTasks(child, output), BACKGROUND)
            .thenAcceptAsync(answer, agentThread);
  }

  @Override
  public void requestStop() {
    sending = sending.thenRunAsync(child::requestStop, BACKGROUND);
  }

  @Override
  public void kill() {
    child.kill();
  }

  private void send(Map<String, String> block) {
    sending = sending.thenRunAsync(() -> write(block), BACKGROUND);
  }

  private void write(Map<String, String> block) {
    try {
      child.writeBlock(block);
    } catch (EnvironmentException e) {
      // It has ended; its exit triggers everything else.
    }
  }

  private void awaitReady() {
    try {
      var _ = child.awaitReady(startLimit);
      agentThread.execute(() -> listener.ready(this));
    } catch (EnvironmentException e) {
      agentThread.execute(() -> listener.startFailed(this, e));
    }
  }

  private void exited(ChildExit exit) {
    var _ = starting.whenCompleteAsync((_, _) -> listener.exited(this, exit), agentThread);
  }
}
