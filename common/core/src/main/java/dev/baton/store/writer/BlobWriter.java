package dev.baton.store.writer;

import dev.baton.EnvironmentException;
import dev.baton.StoreFullException;
import dev.baton.store.StoreLimits;
import dev.baton.store.area.Area;
import dev.baton.store.area.BlobHeader;
import dev.baton.store.area.BlobRef;
import dev.baton.store.area.HostId;
import dev.baton.store.area.Leases;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes the blobs of this process, in an {@link Area} that it owns. Thread-safe.
 *
 * <p>Where a blob finds room, in this order: a block of a slab if it is small; a warm segment; a
 * new segment in memory; after a wait for others to let go, if there are such as soon will; on
 * disk.
 */
public final class BlobWriter implements AutoCloseable {

  /** How long a writer waits for room that running tasks are about to give back. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final long LOOK_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(2);

  /** So many results that were handed over are looked at in passing. */
  private static final int LOOKS = 8;

  private record HandedOver(Blob blob, long receiver) {}

  private final StoreLimits limits;
  private final Area area;
  private final BlobAllocator allocator;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  private final List<Blob> retired = new ArrayList<>();
  private final Deque<HandedOver> handedOver = new ArrayDeque<>();
  private long sequence;
  private long passing;
  private int making;
  private boolean closed;
  private boolean removed;

  /**
   * A writer with an area of its own.
   *
   * @param makeCatalogue makes the catalogue in the area's directory, with the first segment
   * @throws EnvironmentException if there is no room
   */
  public BlobWriter(Path store, StoreLimits limits, Function<Path, Catalogue> makeCatalogue) {
    this(store, limits, EnumSet.allOf(SlabSize.class), makeCatalogue);
  }

  BlobWriter(
      Path store,
      StoreLimits limits,
      Set<SlabSize> slabSizes,
      Function<Path, Catalogue> makeCatalogue) {
    this.limits = limits;
    this.area = Area.create(store, limits.spill());
    this.allocator = new BlobAllocator(store, limits, area, slabSizes, makeCatalogue);
  }

  /** Names the area to others. */
  public long areaId() {
    return area.id();
  }

  /** Where the blobs are. */
  public Area area() {
    return area;
  }

  boolean withChecksums() {
    return limits.checksums();
  }

  /**
   * Takes room in the area for something else than a blob, until the end.
   *
   * @throws StoreFullException if there is not so much
   */
  public void take(long bytes) {
    lock.lock();
    try {
      requireOpen();
      if (!allocator.takeInMemory(bytes)) {
        throw new StoreFullException(allocator.full(bytes));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gives back room that was {@linkplain #take taken}. */
  public void giveBack(long bytes) {
    lock.lock();
    try {
      if (!closed) {
        allocator.giveBackInMemory(bytes);
        freed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Makes an open blob.
   *
   * @param isPassing whether it goes with a task or result, so that its room is soon free again
   * @throws StoreFullException if there is no room, nor will there be soon
   */
  public Blob allocate(long length, boolean isPassing) {
    Extent extent = extent(length);
    lock.lock();
    try {
      requireOpen();
      return blob(extent, length, isPassing);
    } finally {
      lock.unlock();
    }
  }

  private Blob blob(Extent extent, long length, boolean isPassing) {
    try {
      long number = ++sequence;
      BlobHeader header = new BlobHeader(extent.file().memory(), extent.offset());
      header.open(area.id(), number, length);
      BlobRef ref =
          new BlobRef(HostId.get(), area.id(), extent.number(), extent.offset(), length, number);
      allocator.use(extent, ref);
      passing += isPassing ? 1 : 0;
      return new Blob(this, extent, ref, header, isPassing);
    } catch (RuntimeException | Error e) {
      allocator.leave(extent);
      throw e;
    }
  }

  /**
   * Makes an open blob of zeros.
   *
   * @throws StoreFullException if there is no room, nor will there be soon
   */
  public Blob zeros(long length, boolean isPassing) {
    Blob blob = allocate(length, isPassing);
    try {
      blob.bytes().fill((byte) 0);
      return blob;
    } catch (RuntimeException | Error e) { // a file that is cut
      blob.free();
      throw e;
    }
  }

  /**
   * Makes a sealed blob.
   *
   * @param content writes its bytes
   * @throws StoreFullException if there is no room, nor will there be soon
   */
  public Blob write(long length, boolean isPassing, Consumer<MemorySegment> content) {
    Blob blob = allocate(length, isPassing);
    try {
      content.accept(blob.bytes());
      blob.seal();
      return blob;
    } catch (RuntimeException | Error e) { // what is copied may be closed, or a file that is cut
      blob.free();
      throw e;
    }
  }

  private Extent extent(long length) {
    if (length < 0) {
      throw new IllegalArgumentException(
          "The size of shared memory must not be negative: " + length + " bytes.");
    }
    long patientUntil = System.nanoTime() + PATIENCE.toNanos();
    boolean memoryIsFull = false;
    while (true) {
      BlobAllocator.Plan plan;
      lock.lock();
      try {
        requireOpen();
        look(LOOKS);
        Extent ready = allocator.takeReady(length);
        if (ready != null) {
          return ready;
        }
        plan = plan(length, memoryIsFull, patientUntil - System.nanoTime());
        if (plan == null) {
          var _ = freed.awaitNanos(LOOK_EVERY_NS);
          continue;
        }
        making++;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreFullException(
            "Interrupted while waiting for room. " + allocator.full(length));
      } finally {
        lock.unlock();
      }
      try {
        return make(plan);
      } catch (IOException e) {
        if (memoryIsFull) {
          throw new StoreFullException(allocator.full(length) + " (" + e.getMessage() + ")");
        }
        memoryIsFull = true; // others fill the same tmpfs
      }
    }
  }

  /** What the plan took is given back if it comes to nothing, for whatever reason. */
  private Extent make(BlobAllocator.Plan plan) throws IOException {
    Extent extent = null;
    try {
      extent = allocator.make(plan);
      return extent;
    } finally {
      lock.lock();
      try {
        making--;
        if (extent == null) {
          allocator.drop(plan);
        }
        freed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Room for a new segment, or null if waiting may help. */
  private BlobAllocator.@Nullable Plan plan(long length, boolean memoryIsFull, long patienceNs) {
    long capacity = Segments.capacity(length);
    BlobAllocator.Plan plan = memoryIsFull ? null : allocator.planInMemory(capacity);
    if (plan == null && !memoryIsFull) {
      look(Integer.MAX_VALUE);
      plan = allocator.planInMemory(capacity);
    }
    if (plan != null || (passing > 0 && patienceNs > 0)) {
      return plan;
    }
    plan = allocator.planOnDisk(capacity);
    if (plan == null) {
      throw new StoreFullException(allocator.full(capacity));
    }
    return plan;
  }

  boolean isLeased(Blob blob) {
    return Leases.isLeased(area.members(), blob.ref().sequence());
  }

  void free(Blob blob) {
    lock.lock();
    try {
      if (!closed) {
        blob.header().free();
        if (isLeased(blob)) {
          retired.add(blob);
        } else {
          takeBack(blob);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  void handedOver(Blob blob, long receiver) {
    lock.lock();
    try {
      handedOver.addLast(new HandedOver(blob, receiver));
    } finally {
      lock.unlock();
    }
  }

  /** Takes back what was released since; so many of the blobs that were handed over are seen. */
  private void look(int atMost) {
    int count = Math.min(atMost, handedOver.size());
    for (int i = 0; i < count; i++) {
      HandedOver next = handedOver.removeFirst();
      if (next.blob.header().state() == BlobHeader.RELEASED) {
        next.blob.free();
      } else {
        handedOver.addLast(next);
      }
    }
    if (!retired.isEmpty()) {
      List<Blob> over = retired.stream().filter(blob -> !isLeased(blob)).toList();
      retired.removeAll(over);
      over.forEach(this::takeBack);
    }
  }

  private void takeBack(Blob blob) {
    passing -= blob.isPassing() ? 1 : 0;
    allocator.giveBack(blob.extent());
    freed.signalAll();
  }

  /**
   * Takes back what was released since the last time, and what went to receivers that are gone; to
   * be called now and then.
   *
   * @param isThere whether the area of a receiver still exists
   */
  public void tidy(LongPredicate isThere) {
    Set<Long> receivers = new HashSet<>();
    lock.lock();
    try {
      handedOver.forEach(each -> receivers.add(each.receiver));
    } finally {
      lock.unlock();
    }
    receivers.removeIf(isThere::test);
    lock.lock();
    try {
      if (closed) {
        return;
      }
      handedOver.stream()
          .filter(each -> receivers.contains(each.receiver))
          .toList()
          .forEach(
              each -> {
                handedOver.remove(each);
                each.blob.free();
              });
      look(Integer.MAX_VALUE);
      allocator.tidy();
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The pool is closed, and its host store with it.");
    }
  }

  /**
   * Removes all blobs; nobody may use {@link Blob#bytes} any more. The area stays until {@link
   * #close}, for those who see by it that what they have handed over to this process is wanted.
   */
  public void end() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        while (making > 0) {
          freed.awaitUninterruptibly(); // or what is being made would be left
        }
        allocator.close();
        area.clear();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Removes the area with all blobs in it; nobody may use {@link Blob#bytes} any more. */
  @Override
  public void close() {
    end();
    lock.lock();
    try {
      if (!removed) {
        removed = true;
        area.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
