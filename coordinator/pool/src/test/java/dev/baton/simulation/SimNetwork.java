package dev.baton.simulation;

import dev.baton.wire.Address;
import dev.baton.wire.Event;
import dev.baton.wire.Frame;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.WireRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The wire: records reach the log some time after they were sent, if their sender still lives, and
 * their readers some time after that; in each channel all readers see the one order of the log.
 */
public final class SimNetwork {

  private static final int PARTITIONS = 4096;

  /** What the sockets of workers begin with that can be reached over the log, too. */
  public static final String BESIDE_LOG = "/beside-log/";

  static final int MAX_RECORD = 1 << 20;
  private static final Duration SLOWEST = Duration.ofMillis(8);

  /** A channel's partition: who reads it, and when its last record was appended. */
  private static final class Topic<R extends WireRecord> {

    private final List<Reader<R>> readers = new ArrayList<>();
    private long lastAppendNs;
  }

  private static final class Reader<R extends WireRecord> {

    private final SimProcess process;
    private final Consumer<? super R> consumer;
    private final long sinceNs;
    private long lastReadNs;

    private Reader(SimProcess process, Consumer<? super R> consumer, long sinceNs) {
      this.process = process;
      this.consumer = consumer;
      this.sinceNs = sinceNs;
    }
  }

  private final Simulation simulation;
  private final Map<Address, Topic<InboxRecord>> inboxes = new HashMap<>();
  private final Map<Address, Topic<ResultBatch>> results = new HashMap<>();
  private final Topic<Event> events = new Topic<>();
  private final Traffic traffic = new Traffic();
  private final SimSockets sockets;
  private long awayUntilNs = Long.MIN_VALUE;

  /** A wire with nobody at it. */
  public SimNetwork(Simulation simulation) {
    this.simulation = simulation;
    this.sockets = new SimSockets(simulation);
  }

  /** The broker is away for a while: nothing is lost, and nothing gets through. */
  public void goAway(Duration time) {
    awayUntilNs = Math.max(awayUntilNs, simulation.nanoTime() + time.toNanos());
  }

  /** Whether the broker is away. */
  public boolean isAway() {
    return simulation.nanoTime() < awayUntilNs;
  }

  /** What was put on the log. */
  Traffic traffic() {
    return traffic;
  }

  /** Reads an inbox from now on. */
  public void readInbox(SimProcess by, Address inbox, Consumer<? super InboxRecord> consumer) {
    if (inbox instanceof Address.OnBoth(Address.OnLog onLog, Address onHost)) {
      readInbox(by, onLog, consumer);
      readInbox(by, onHost, consumer);
      return;
    }
    if (inbox instanceof Address.OnSocket(String file)) {
      sockets.listen(by, file, consumer);
      return;
    }
    read(inboxes.computeIfAbsent(inbox, _ -> new Topic<>()), by, consumer);
  }

  /** Reads results from now on, whichever way they come. */
  public void readResults(
      SimProcess by, long coordinator, Address address, Consumer<? super ResultBatch> consumer) {
    sockets.receive(by, coordinator, consumer);
    Consumer<ResultBatch> ofOthers =
        batch -> {
          if (!sockets.isConnectedBesideLog(coordinator, batch.incarnation())) {
            consumer.accept(batch);
          }
        };
    read(results.computeIfAbsent(address, _ -> new Topic<>()), by, ofOthers);
  }

  /** Reads events from now on. */
  public void readEvents(SimProcess by, Consumer<? super Event> consumer) {
    read(events, by, consumer);
  }

  /** Tells everybody. */
  public void publish(SimProcess from, Event event) {
    send(from, events, event);
  }

  /** The links of a worker. */
  public Links linksOfWorker(SimProcess process) {
    return new NetworkLinks(this, sockets, process, 0, new Address.OnLog(0));
  }

  /**
   * The links of a coordinator.
   *
   * @param own where it gets results over the log
   */
  public Links linksOfCoordinator(SimProcess process, long id, Address.OnLog own) {
    return new NetworkLinks(this, sockets, process, id, own);
  }

  /** Has a coordinator told of workers whose sockets have ended. */
  public void onLinkEnded(SimProcess coordinator, LongConsumer listener) {
    sockets.onEnded(coordinator, listener);
  }

  void sendTask(SimProcess from, Address inbox, InboxRecord task) {
    send(from, inboxes.computeIfAbsent(inbox, _ -> new Topic<>()), task);
  }

  void sendResults(SimProcess from, Address to, ResultBatch batch) {
    send(from, results.computeIfAbsent(to, _ -> new Topic<>()), batch);
  }

  /** Whether the log has such a partition. */
  static boolean hasPartition(Address address) {
    return address instanceof Address.OnLog(int partition)
        && partition >= 0
        && partition < PARTITIONS;
  }

  private <R extends WireRecord> void read(
      Topic<R> topic, SimProcess by, Consumer<? super R> consumer) {
    Reader<R> reader = new Reader<>(by, consumer, simulation.nanoTime());
    topic.readers.add(reader);
    by.onEnd(() -> topic.readers.remove(reader));
  }

  private <R extends WireRecord> void send(SimProcess from, Topic<R> topic, R record) {
    byte[] bytes = Frame.encode(record); // what is changed afterwards does not travel
    traffic.sent(record, bytes.length, topic.readers.size());
    long appendNs =
        Math.max(
            topic.lastAppendNs + 1,
            Math.max(simulation.nanoTime(), awayUntilNs) + simulation.upTo(SLOWEST));
    topic.lastAppendNs = appendNs;
    // What a process had not yet put on the log when it died is lost with it.
    from.in(appendNs - simulation.nanoTime(), () -> append(topic, bytes));
  }

  @SuppressWarnings("unchecked") // it was encoded from a record of the topic's type
  private <R extends WireRecord> void append(Topic<R> topic, byte[] bytes) {
    for (Reader<R> reader : List.copyOf(topic.readers)) {
      if (reader.sinceNs <= simulation.nanoTime()) {
        long readNs =
            Math.max(
                reader.lastReadNs + 1,
                Math.max(simulation.nanoTime(), awayUntilNs) + simulation.upTo(SLOWEST));
        reader.lastReadNs = readNs;
        reader.process.in(
            readNs - simulation.nanoTime(), () -> reader.consumer.accept((R) Frame.decode(bytes)));
      }
    }
  }
}
