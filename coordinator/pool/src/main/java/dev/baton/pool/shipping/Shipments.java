package dev.baton.pool.shipping;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import dev.baton.dispatch.DataPlacement;
import dev.baton.ledger.EncodedFunction;
import dev.baton.ledger.TaskSpec;
import dev.baton.log.Log;
import dev.baton.log.blob.BlobPublisher;
import dev.baton.pool.code.CodeShipping;
import dev.baton.pool.data.PoolStore;
import dev.baton.pool.thread.VitalThread;
import dev.baton.store.area.BlobRef;
import dev.baton.wire.ContentId;
import dev.baton.wire.CopyOffer;
import dev.baton.wire.CopyRelease;
import dev.baton.wire.CopyReport;
import dev.baton.wire.LogPlace;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies the program's data to the hosts whose workers cannot read its host store: to each host
 * once, when the first task that needs it is to run there. A task is not sent to a host before its
 * data is there, so that no worker waits for data.
 *
 * <p>Data is put on the log once for all hosts. Thread-safe.
 */
public final class Shipments implements DataPlacement, CodeShipping, AutoCloseable {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

  /** How many names of data fit into any record, with room to spare. */
  private static final int MOST_RELEASED = 1_000;

  private final long coordinator;
  private final Log log;
  private final PoolStore store;
  private final BlobPublisher publisher;
  private final Map<ContentId, Shipment> shipments = new HashMap<>();

  private final SameBytes sameBytes = new SameBytes();

  /** For the thread that may wait for the log. */
  private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();

  private final Thread shipping;
  private @Nullable Runnable onChange;

  /**
   * Starts without any.
   *
   * @param log not closed by this
   * @param store has the data
   * @param onBroken told if it cannot go on
   */
  public Shipments(
      long coordinator, Log log, PoolStore store, Consumer<? super EnvironmentException> onBroken) {
    this.coordinator = coordinator;
    this.log = log;
    this.store = store;
    this.publisher = new BlobPublisher(log, coordinator);
    store.onFreed(this::freed);
    shipping = VitalThread.start("baton-ship", this::workOff, onBroken);
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
              Shipment known = shipments.get(ref.content());
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
    bring(
        host,
        shipments.computeIfAbsent(
            ref.content(),
            content ->
                new Shipment(
                    content,
                    CopyOffer.Form.BLOB,
                    ref.length(),
                    reader -> store.read(ref, reader))));
  }

  private void bring(long host, Shipment shipment) {
    if (shipment.isNewTo(host)) {
      shipment.want(host);
      work.add(() -> ship(shipment));
    }
  }

  @Override
  public CompletionStage<@Nullable Void> ship(long host, ContentId hash, Path file) {
    return ship(
        host,
        hash,
        id -> new Shipment(id, CopyOffer.Form.JAR, size(file), reader -> readFile(file, reader)));
  }

  @Override
  public CompletionStage<@Nullable Void> shipInput(
      long host, ContentId content, Path file, boolean mayBeSent) {
    return ship(
        host,
        content,
        id ->
            new Shipment(
                id,
                CopyOffer.Form.INPUT,
                size(file),
                reader -> readFile(file, reader),
                file.toString(),
                mayBeSent));
  }

  private synchronized CompletionStage<@Nullable Void> ship(
      long host, ContentId id, Function<ContentId, Shipment> maker) {
    Shipment shipment = shipments.computeIfAbsent(id, maker);
    shipment.tryAgain(host);
    CompletableFuture<@Nullable Void> there = shipment.atHost(host);
    bring(host, shipment);
    return there.copy();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new EnvironmentException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void readFile(Path file, Consumer<MemorySegment> reader) {
    try (FileChannel channel = FileChannel.open(file);
        Arena arena = Arena.ofConfined()) {
      reader.accept(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
    } catch (IOException e) {
      throw new EnvironmentException(file + " cannot be read: " + e.getMessage(), e);
    }
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
    Set<Long> unasked;
    boolean isWaitedFor;
    synchronized (this) {
      known = shipment.place();
      unasked = known == null && shipment.mayBeThere() ? shipment.takeUnasked() : Set.of();
      isWaitedFor = shipment.isWaitedFor();
    }
    offer(shipment, unasked, LogPlace.NONE);
    if (known == null && isWaitedFor) {
      known = placeOfSameBytes(shipment);
    }
    if (known != null) {
      offer(shipment, known);
    } else if (isWaitedFor) {
      publish(shipment);
    }
  }

  /** Where other data with the same bytes is on the log; null if it is not known to be there. */
  private @Nullable LogPlace placeOfSameBytes(Shipment shipment) {
    if (!shipment.mayBeLikeOthers()) {
      return null;
    }
    SameBytes.Looks looks = SameBytes.look(shipment);
    if (looks == null) {
      return null;
    }
    Shipment other;
    synchronized (this) {
      other = sameBytes.lookAlike(shipment, looks);
    }
    if (other == null || !SameBytes.areEqual(shipment, other)) {
      return null;
    }
    synchronized (this) {
      return other.place();
    }
  }

  private void publish(Shipment shipment) {
    try {
      shipment
          .source()
          .read(
              bytes -> {
                var _ = publisher.publish(bytes, begun -> offer(shipment, begun));
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
    offer(shipment, hosts, place);
  }

  private void offer(Shipment shipment, Set<Long> hosts, LogPlace place) {
    for (long host : hosts) {
      log.events().publish(shipment.offer(coordinator, host, place));
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
    Shipment shipment = shipments.get(report.content());
    if (shipment != null) {
      switch (report.state()) {
        case HELD -> shipment.held(report.host());
        case MISSED -> missed(shipment, report);
        case FAILED -> shipment.failed(report.host(), report.detail());
      }
    }
  }

  private void missed(Shipment shipment, CopyReport report) {
    if (!shipment.mayBeSent()) {
      shipment.lacking(report.host(), report.detail());
      return;
    }
    shipment.missed(report.host());
    if (shipment.mayBeThere()) { // no task asks for it again
      bring(report.host(), shipment);
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
      Shipment shipment = shipments.get(ref.content());
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

  private void freed(BlobRef ref) {
    Shipment shipment;
    synchronized (this) {
      shipment = shipments.remove(ref.content());
      if (shipment != null) {
        sameBytes.forget(shipment);
      }
    }
    if (shipment != null) {
      work.add(() -> release(List.of(ref.content())));
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
    List<ContentId> left;
    synchronized (this) {
      left = List.copyOf(shipments.keySet());
      shipments.clear();
    }
    for (int from = 0; from < left.size(); from += MOST_RELEASED) {
      release(left.subList(from, Math.min(left.size(), from + MOST_RELEASED)));
    }
  }

  private void release(List<ContentId> contents) {
    log.events().publish(new CopyRelease(coordinator, contents));
  }
}
