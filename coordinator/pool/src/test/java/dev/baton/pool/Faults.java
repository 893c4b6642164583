package dev.baton.pool;

import dev.baton.process.Descendants;
import dev.baton.process.Signals;
import java.io.IOException;
import java.util.List;

/** What can happen to processes. */
final class Faults {

  private Faults() {}

  /** As {@code kill -9}. */
  static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  /** As {@code kill -NAME}, of a process that may have died just now. */
  static void signal(String name, long pid) {
    try {
      Signals.send(name, pid);
    } catch (IOException e) {
      // It has died meanwhile: what it was to suffer it has behind it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The host agent that this program has started. */
  static long agent() {
    return child("dev.baton.agent.AgentMain");
  }

  /** The broker that this program has started. */
  static long broker() {
    return child("dev.baton.broker.BrokerMain");
  }

  /** The workers and spares of this program's host agent, wherever that lives. */
  static List<Long> workerProcesses() {
    return ProcessHandle.current()
        .descendants()
        .filter(child -> Descendants.isRunning(child, "dev.baton.worker.WorkerMain"))
        .map(ProcessHandle::pid)
        .toList();
  }

  private static long child(String mainClass) {
    return Descendants.childRunning(mainClass).orElseThrow().pid();
  }
}
