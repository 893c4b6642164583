package dev.baton.simulation;

import dev.baton.wire.Frame;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.WireRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sockets between coordinators and workers. What was sent arrives in its order, also when its
 * sender has died meanwhile; after the last of it comes the end.
 */
final class SimSockets {

  private static final Duration SLOWEST = Duration.ofMillis(1);

  /** A worker that listens. */
  private record Listener(SimProcess process, Consumer<? super InboxRecord> consumer) {}

  /** A coordinator, and whom it wants told of what. */
  private static final class Coordinator {

    private final SimProcess process;
    private final Consumer<? super ResultBatch> consumer;
    private final Map<Long, Connection> connections = new HashMap<>();

    private Coordinator(SimProcess process, Consumer<? super ResultBatch> consumer) {
      this.process = process;
      this.consumer = consumer;
    }
  }

  private static final class Connection {

    private final Listener worker;
    private final boolean besideLog;
    private long lastTaskNs;
    private long lastResultNs;

    private Connection(Listener worker, boolean besideLog) {
      this.worker = worker;
      this.besideLog = besideLog;
    }
  }

  private final Simulation simulation;
  private final Map<String, Listener> listeners = new HashMap<>();
  private final Map<Long, Coordinator> coordinators = new HashMap<>();
  private final Map<SimProcess, LongConsumer> ends = new HashMap<>();

  SimSockets(Simulation simulation) {
    this.simulation = simulation;
  }

  void listen(SimProcess by, String file, Consumer<? super InboxRecord> consumer) {
    Listener listener = new Listener(by, consumer);
    listeners.put(file, listener);
    by.onEnd(() -> listeners.remove(file, listener));
  }

  void receive(SimProcess by, long coordinator, Consumer<? super ResultBatch> consumer) {
    coordinators.put(coordinator, new Coordinator(by, consumer));
  }

  void onEnded(SimProcess coordinator, LongConsumer listener) {
    ends.put(coordinator, listener);
  }

  boolean isConnected(long coordinator, long incarnation) {
    Coordinator known = coordinators.get(coordinator);
    return known != null && known.connections.containsKey(incarnation);
  }

  /** Whether copies of a worker's results on the log are superfluous. */
  boolean isConnectedBesideLog(long coordinator, long incarnation) {
    Coordinator known = coordinators.get(coordinator);
    Connection connection = known == null ? null : known.connections.get(incarnation);
    return connection != null && connection.besideLog;
  }

  void sendTask(SimProcess from, long coordinator, String file, InboxRecord task) {
    Coordinator sender = coordinators.get(coordinator);
    if (sender == null) {
      throw new IllegalStateException("coordinator " + coordinator + " does not receive");
    }
    Connection connection = sender.connections.get(task.incarnation());
    if (connection == null) {
      connection = connect(sender, file, task.incarnation());
    }
    if (connection == null) {
      ended(sender, task.incarnation());
      return;
    }
    Listener worker = connection.worker;
    connection.lastTaskNs = arrival(connection.lastTaskNs);
    InboxRecord travelled = travelled(task);
    worker.process.in(
        connection.lastTaskNs - simulation.nanoTime(), () -> worker.consumer.accept(travelled));
  }

  private @Nullable Connection connect(Coordinator sender, String file, long incarnation) {
    Listener worker = listeners.get(file);
    if (worker == null) {
      return null;
    }
    Connection made = new Connection(worker, file.startsWith(SimNetwork.BESIDE_LOG));
    sender.connections.put(incarnation, made);
    worker.process.onEnd(
        () -> {
          made.lastResultNs = arrival(made.lastResultNs);
          sender.process.in(
              made.lastResultNs - simulation.nanoTime(),
              () -> {
                sender.connections.remove(incarnation);
                ended(sender, incarnation);
              });
        });
    return made;
  }

  private void ended(Coordinator coordinator, long incarnation) {
    LongConsumer listener = ends.get(coordinator.process);
    if (listener != null) {
      listener.accept(incarnation);
    }
  }

  void sendResults(SimProcess from, long coordinator, ResultBatch batch) {
    Coordinator receiver = coordinators.get(coordinator);
    Connection connection = receiver == null ? null : receiver.connections.get(batch.incarnation());
    if (receiver == null || connection == null || !from.isAlive()) {
      return;
    }
    connection.lastResultNs = arrival(connection.lastResultNs);
    ResultBatch travelled = travelled(batch);
    receiver.process.in(
        connection.lastResultNs - simulation.nanoTime(), () -> receiver.consumer.accept(travelled));
  }

  private long arrival(long lastNs) {
    return Math.max(lastNs + 1, simulation.nanoTime() + simulation.upTo(SLOWEST));
  }

  @SuppressWarnings("unchecked") // it is what it was
  private static <R extends WireRecord> R travelled(R record) {
    return (R) Frame.decode(Frame.encode(record));
  }

  /** Who listens, for people. */
  @Override
  public String toString() {
    return List.copyOf(listeners.keySet()).toString();
  }
}
