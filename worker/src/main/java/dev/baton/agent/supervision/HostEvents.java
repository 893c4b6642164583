package dev.baton.agent.supervision;

import dev.baton.wire.Event;
import dev.baton.wire.HostBeat;
import dev.baton.wire.HostData;
import dev.baton.wire.WorkerDown;
import dev.baton.wire.WorkerStatus;
import dev.baton.wire.WorkerUp;
import java.util.List;
import java.util.function.Consumer;

/** The events of one host. For one thread. */
public final class HostEvents {

  private final long host;
  private final String name;
  private final Consumer<? super Event> publisher;

  /**
   * Creates the events of a host.
   *
   * @param host the incarnation of its agent
   * @param name what people call it
   * @param publisher receives each event and does not wait; the next beat repeats what is lost
   */
  public HostEvents(long host, String name, Consumer<? super Event> publisher) {
    this.host = host;
    this.name = name;
    this.publisher = publisher;
  }

  /** The host is alive. */
  public void beat(
      boolean draining, List<Integer> claims, List<WorkerStatus> workers, HostData data) {
    long pid = ProcessHandle.current().pid();
    publisher.accept(new HostBeat(host, name, pid, draining, claims, workers, data));
  }

  /** A worker can take tasks. */
  public void up(WorkerStatus worker) {
    publisher.accept(new WorkerUp(host, name, worker));
  }

  /** A worker that could take tasks is gone. */
  void down(
      int number,
      long incarnation,
      boolean crashed,
      boolean outOfHeap,
      boolean parked,
      long runningTask,
      long coordinator,
      String evidence) {
    publisher.accept(
        new WorkerDown(
            host,
            incarnation,
            number,
            crashed,
            outOfHeap,
            parked,
            runningTask,
            coordinator,
            evidence));
  }
}
