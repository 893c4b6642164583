package dev.baton.simulation;

import dev.baton.link.Links;
import dev.baton.link.ResultLink;
import dev.baton.link.TaskLink;
import dev.baton.role.Receiver;
import dev.baton.wire.Address;
import dev.baton.wire.Event;
import dev.baton.wire.Frame;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.WireRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The wire: records reach the log some time after they were sent, if their sender still lives, and
 * their readers some time after that; in each channel all readers see the one order of the log.
 */
public final class SimNetwork {

  private static final int PARTITIONS = 8;
  private static final int MAX_RECORD = 1 << 20;
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
  private long awayUntilNs = Long.MIN_VALUE;

  /** A wire with nobody at it. */
  public SimNetwork(Simulation simulation) {
    this.simulation = simulation;
  }

  /** The broker is away for a while: nothing is lost, and nothing gets through. */
  public void goAway(Duration time) {
    awayUntilNs = Math.max(awayUntilNs, simulation.nanoTime() + time.toNanos());
  }

  /** Whether the broker is away. */
  public boolean isAway() {
    return simulation.nanoTime() < awayUntilNs;
  }

  /** Reads an inbox from now on. */
  public void readInbox(SimProcess by, Address inbox, Consumer<? super InboxRecord> consumer) {
    read(inboxes.computeIfAbsent(inbox, _ -> new Topic<>()), by, consumer);
  }

  /** Reads results from now on. */
  public void readResults(SimProcess by, Address address, Consumer<? super ResultBatch> consumer) {
    read(results.computeIfAbsent(address, _ -> new Topic<>()), by, consumer);
  }

  /** Reads events from now on. */
  public void readEvents(SimProcess by, Consumer<? super Event> consumer) {
    read(events, by, consumer);
  }

  /** Tells everybody. */
  public void publish(SimProcess from, Event event) {
    send(from, events, event);
  }

  /** The links of a process. */
  public Links linksOf(SimProcess process) {
    return new NetworkLinks(process);
  }

  private <R extends WireRecord> void read(
      Topic<R> topic, SimProcess by, Consumer<? super R> consumer) {
    Reader<R> reader = new Reader<>(by, consumer, simulation.nanoTime());
    topic.readers.add(reader);
    by.onEnd(() -> topic.readers.remove(reader));
  }

  private <R extends WireRecord> void send(SimProcess from, Topic<R> topic, R record) {
    byte[] bytes = Frame.encode(record); // what is changed afterwards does not travel
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

  private final class NetworkLinks implements Links {

    private final SimProcess process;

    private NetworkLinks(SimProcess process) {
      this.process = process;
    }

    @Override
    public boolean reachWorker(Address inbox) {
      return isOnLog(inbox);
    }

    @Override
    public boolean reachCoordinator(Address address) {
      return isOnLog(address);
    }

    private static boolean isOnLog(Address address) {
      return switch (address) {
        case Address.OnLog(int partition) -> partition >= 0 && partition < PARTITIONS;
      };
    }

    @Override
    public TaskLink toWorker(Address inbox) {
      return record -> send(process, inboxes.computeIfAbsent(inbox, _ -> new Topic<>()), record);
    }

    @Override
    public ResultLink toCoordinator(Address address) {
      return batch -> send(process, results.computeIfAbsent(address, _ -> new Topic<>()), batch);
    }

    @Override
    public Receiver<InboxRecord> inbox(Address own) {
      throw new UnsupportedOperationException("a process is given its records");
    }

    @Override
    public Receiver<ResultBatch> results(Address own) {
      throw new UnsupportedOperationException("a process is given its records");
    }

    @Override
    public PayloadLimit limit() {
      return PayloadLimit.ofRecords(MAX_RECORD);
    }
  }
}
