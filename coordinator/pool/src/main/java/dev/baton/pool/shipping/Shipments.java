package dev.baton.pool.shipping;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import dev.baton.dispatch.DataPlacement;
import dev.baton.ledger.EncodedFunction;
import dev.baton.ledger.TaskSpec;
import dev.baton.log.Log;
import dev.baton.log.blob.BlobPublisher;
import dev.baton.pool.data.PoolStore;
import dev.baton.store.area.BlobRef;
import dev.baton.wire.ContentId;
import dev.baton.wire.CopyOffer;
import dev.baton.wire.CopyRelease;
import dev.baton.wire.CopyReport;
import dev.baton.wire.LogPlace;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies the program's data to the hosts whose workers cannot read its host store: to each host
 * once, when the first task that needs it is to run there. A task is not sent to a host before its
 * data is there, so that no worker waits for data.
 *
 * <p>Data is put on the log once for all hosts. Thread-safe.
 */
public final class Shipments implements DataPlacement, AutoCloseable {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

  private final long coordinator;
  private final Log log;
  private final PoolStore store;
  private final BlobPublisher publisher;
  private final Map<BlobRef, Shipment> shipments = new HashMap<>();
  private final Map<ContentId, Shipment> byContent = new HashMap<>();

  /** For the thread that may wait for the log. */
  private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();

  private final LongAdder published = new LongAdder();
  private final Thread shipping;
  private @Nullable Runnable onChange;

  /**
   * Starts without any.
   *
   * @param log not closed by this
   * @param store has the data
   */
  public Shipments(long coordinator, Log log, PoolStore store) {
    this.coordinator = coordinator;
    this.log = log;
    this.store = store;
    this.publisher = new BlobPublisher(log, coordinator);
    store.onFreed(this::freed);
    shipping = Thread.ofPlatform().daemon().name("baton-ship").start(this::workOff);
  }

  /** Sets what is called when a task may run on more, or on fewer, hosts than before. */
  public synchronized void onChange(Runnable action) {
    onChange = action;
  }

  @Override
  public boolean isAt(long host, TaskSpec task) {
    return !task.needsData() || store.isHere(host) || isHeld(host, task);
  }

  private synchronized boolean isHeld(long host, TaskSpec task) {
    return data(task)
        .allMatch(
            ref -> {
              Shipment known = shipments.get(ref);
              return known != null && known.isHeldBy(host);
            });
  }

  private static Stream<BlobRef> data(TaskSpec task) {
    EncodedFunction function = task.function();
    return function == null
        ? task.data().stream()
        : Stream.concat(task.data().stream(), function.data().stream());
  }

  @Override
  public void bring(long host, TaskSpec task) {
    if (task.needsData() && !store.isHere(host)) {
      data(task).forEach(ref -> bring(host, ref));
    }
  }

  private synchronized void bring(long host, BlobRef ref) {
    Shipment shipment =
        shipments.computeIfAbsent(
            ref,
            _ -> {
              Shipment made = new Shipment(ref);
              byContent.put(ref.content(), made);
              return made;
            });
    if (!shipment.isNewTo(host)) {
      return;
    }
    shipment.want(host);
    work.add(() -> ship(shipment));
  }

  private void workOff() {
    try {
      while (true) {
        work.take().run();
      }
    } catch (InterruptedException e) {
      // This is how it ends.
    }
  }

  /** Puts it on the log if it is not there, and offers it to those who wait for it. */
  private void ship(Shipment shipment) {
    LogPlace known;
    synchronized (this) {
      known = shipment.place();
    }
    if (known == null) {
      publish(shipment);
    } else {
      offer(shipment, known);
    }
  }

  private void publish(Shipment shipment) {
    try {
      store.read(
          shipment.ref(),
          bytes -> {
            LogPlace place = publisher.publish(bytes, begun -> offer(shipment, begun));
            published.add(place.chunks() == 0 ? 0 : bytes.byteSize());
          });
    } catch (BatonException | IllegalStateException e) {
      failed(shipment, String.valueOf(e.getMessage()));
    }
  }

  private void offer(Shipment shipment, LogPlace place) {
    Set<Long> hosts;
    synchronized (this) {
      shipment.placedAt(place);
      hosts = shipment.takeWaiting();
    }
    BlobRef ref = shipment.ref();
    for (long host : hosts) {
      log.events()
          .publish(
              new CopyOffer(
                  coordinator, host, ref.content(), CopyOffer.Form.BLOB, ref.length(), place));
    }
  }

  private void failed(Shipment shipment, String reason) {
    Runnable action;
    synchronized (this) {
      shipment.failedForAll(reason);
      action = onChange;
    }
    if (action != null) {
      action.run();
    }
  }

  @Override
  public synchronized void accept(CopyReport report) {
    Shipment shipment = byContent.get(report.content());
    if (shipment != null) {
      switch (report.state()) {
        case HELD -> shipment.held(report.host());
        case MISSED -> shipment.missed(report.host());
        case FAILED -> shipment.failed(report.host(), report.detail());
      }
    }
  }

  @Override
  public synchronized @Nullable RuntimeException obstacle(Collection<Long> hosts, TaskSpec task) {
    if (!task.needsData() || hosts.isEmpty()) {
      return null;
    }
    String reason = "";
    for (long host : hosts) {
      String failure = store.isHere(host) ? null : failure(host, task);
      if (failure == null) {
        return null;
      }
      reason = failure;
    }
    return new EnvironmentException("No host can have the data of the task: " + reason);
  }

  private @Nullable String failure(long host, TaskSpec task) {
    for (BlobRef ref : data(task).toList()) {
      Shipment shipment = shipments.get(ref);
      String failure = shipment == null ? null : shipment.failure(host);
      if (failure != null) {
        return failure;
      }
    }
    return null;
  }

  /** Whether hosts have copies that they must keep. */
  public synchronized boolean hasCopies() {
    return shipments.values().stream().anyMatch(Shipment::isKnownToHosts);
  }

  /** How many bytes were put on the log for other hosts. */
  public long publishedBytes() {
    return published.sum();
  }

  private void freed(BlobRef ref) {
    Shipment shipment;
    synchronized (this) {
      shipment = shipments.remove(ref);
      byContent.remove(ref.content());
    }
    if (shipment != null) {
      work.add(() -> release(Set.of(ref.content())));
    }
  }

  /** Has all copies freed. */
  @Override
  public void close() {
    shipping.interrupt();
    try {
      var _ = shipping.join(STOP_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Set<ContentId> left;
    synchronized (this) {
      left = Set.copyOf(byContent.keySet());
      shipments.clear();
      byContent.clear();
    }
    if (!left.isEmpty()) {
      release(left);
    }
  }

  private void release(Set<ContentId> contents) {
    log.events().publish(new CopyRelease(coordinator, List.copyOf(contents)));
  }
}
