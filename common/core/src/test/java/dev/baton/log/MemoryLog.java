package dev.baton.log;

import dev.baton.role.Clock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A log in this process. Thread-safe, but for its subscriptions. */
public final class MemoryLog implements Log, Publisher {

  /** The largest record that it takes. */
  public static final int MAX_RECORD = 1 << 20;

  private final Clock clock;
  private final Map<Channel, Integer> partitions;
  private final Map<ChannelPartition, List<Message>> messages = new HashMap<>();
  private final List<MemorySubscription> subscriptions = new ArrayList<>();
  private @Nullable Exception failure;

  /**
   * A log with nothing on it.
   *
   * @param clock the broker's
   * @param partitions of the channels that have more than one
   */
  public MemoryLog(Clock clock, Map<Channel, Integer> partitions) {
    this.clock = clock;
    this.partitions = partitions;
  }

  /** Gives up all that is published from now on. */
  public synchronized void giveUp(Exception reason) {
    failure = reason;
  }

  /** How many subscriptions are open. */
  public synchronized int subscriptions() {
    return subscriptions.size();
  }

  @Override
  public void publish(Channel channel, int partition, byte[] record, PublishCallback callback) {
    long offset = append(new ChannelPartition(channel, partition), record);
    if (offset < 0) {
      callback.done(failure);
    } else {
      callback.published(offset);
    }
  }

  /** Returns the offset, or −1 if it was given up. */
  private synchronized long append(ChannelPartition place, byte[] record) {
    if (failure == null) {
      List<Message> all = messages.computeIfAbsent(place, _ -> new ArrayList<>());
      Message message =
          new Message(
              place.channel(),
              place.partition(),
              all.size(),
              clock.epochMillis(),
              ByteBuffer.wrap(record));
      all.add(message);
      subscriptions.stream()
          .filter(each -> each.places.contains(place))
          .forEach(each -> each.arrived.add(List.of(message)));
    }
    return failure == null ? messages.getOrDefault(place, List.of()).size() - 1L : -1;
  }

  @Override
  public synchronized Subscription subscribe(Set<ChannelPartition> places, Start start) {
    MemorySubscription made = new MemorySubscription(places);
    places.forEach(place -> made.arrived.add(from(place, start)));
    subscriptions.add(made);
    return made;
  }

  private List<Message> from(ChannelPartition place, Start start) {
    List<Message> all = messages.getOrDefault(place, List.of());
    return switch (start) {
      case Start.Latest _ -> List.of();
      case Start.Earliest _ -> List.copyOf(all);
      case Start.At(long offset) -> all.stream().filter(each -> each.offset() >= offset).toList();
      case Start.Since(var time) ->
          all.stream().filter(each -> each.timestampMs() >= time.toEpochMilli()).toList();
    };
  }

  @Override
  public synchronized void readToEnd(
      ChannelPartition place, Start start, Consumer<Message> reader) {
    from(place, start).forEach(reader);
  }

  @Override
  public Publisher publisher() {
    return this;
  }

  @Override
  public int partitions(Channel channel) {
    return partitions.getOrDefault(channel, 1);
  }

  @Override
  public void flush(Duration limit) {
    // All is there at once.
  }

  @Override
  public int maxRecordBytes() {
    return MAX_RECORD;
  }

  @Override
  public void close() {
    // Nothing is held.
  }

  private final class MemorySubscription implements Subscription {

    private Set<ChannelPartition> places;
    private final BlockingQueue<List<Message>> arrived = new LinkedBlockingQueue<>();

    private MemorySubscription(Set<ChannelPartition> places) {
      this.places = places;
    }

    @Override
    public List<Message> poll(Duration limit) {
      try {
        List<Message> next = arrived.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        List<List<Message>> all = new ArrayList<>();
        if (next != null) {
          all.add(next);
          arrived.drainTo(all);
        }
        return all.stream().flatMap(List::stream).toList();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return List.of();
      }
    }

    @Override
    public void seek(ChannelPartition partition, long offset) {
      synchronized (MemoryLog.this) {
        places = Set.of(partition);
        arrived.clear();
        arrived.add(from(partition, new Start.At(offset)));
      }
    }

    @Override
    public void wakeup() {
      arrived.add(List.of());
    }

    @Override
    public long lag() {
      return arrived.stream().mapToLong(List::size).sum();
    }

    @Override
    public void close() {
      synchronized (MemoryLog.this) {
        subscriptions.remove(this);
      }
    }
  }
}
