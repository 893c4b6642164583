package dev.baton.link.local;

import dev.baton.log.Events;
import dev.baton.log.PublishCallback;
import dev.baton.role.Receiver;
import dev.baton.wire.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Events within one process, where none needs to be durable. */
public final class LocalEvents implements Events {

  private final List<Queue> receivers = new CopyOnWriteArrayList<>();

  /** Starts without listeners. */
  public LocalEvents() {}

  @Override
  public void publish(Event event, PublishCallback callback) {
    synchronized (this) { // all listeners receive them in one order
      receivers.forEach(receiver -> receiver.waiting.add(Optional.of(event)));
    }
    callback.done(null);
  }

  @Override
  public Receiver<Event> receive() {
    Queue receiver = new Queue();
    receivers.add(receiver);
    return receiver;
  }

  private final class Queue implements Receiver<Event> {

    /** An empty element is a wakeup. */
    private final BlockingQueue<Optional<Event>> waiting = new LinkedBlockingQueue<>();

    @Override
    public List<Event> receive(Duration limit) {
      List<Event> events = new ArrayList<>();
      try {
        Optional<Event> next = waiting.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        while (next != null) {
          next.ifPresent(events::add);
          next = waiting.poll();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return events;
    }

    @Override
    public void wakeup() {
      waiting.add(Optional.empty());
    }

    @Override
    public long malformed() {
      return 0;
    }

    @Override
    public void close() {
      receivers.remove(this);
    }
  }
}
