package dev.baton.store.reader;

import dev.baton.BlobGoneException;
import dev.baton.EnvironmentException;
import dev.baton.store.StoreLimits;
import dev.baton.store.StoreLocations;
import dev.baton.store.Uninterrupted;
import dev.baton.store.area.Area;
import dev.baton.store.area.AreaLocation;
import dev.baton.store.area.BlobRef;
import dev.baton.store.area.CopyIndex;
import dev.baton.store.area.HostId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens blobs of any process of this host and user. Thread-safe.
 *
 * <p>No lock is taken, nobody is asked: a reference says where a blob lies, and the blob's header
 * whether it is still that blob. Files stay mapped, so that only the first touch of a page costs a
 * page fault.
 */
public final class BlobReader implements AutoCloseable {

  private final StoreLocations locations;
  private final Map<Long, OpenArea> areas = new ConcurrentHashMap<>();
  private final Map<BlobRef, BlobRef> copies = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** A reader that finds areas in all stores of this host and user. */
  public BlobReader(StoreLocations locations) {
    this.locations = locations;
  }

  /** Makes the blobs of this process's own area readable to it as those of others are. */
  public void know(Area own) {
    areas.put(own.id(), OpenArea.own(own));
  }

  /**
   * Takes a lease on a blob and checks that it is what the reference means.
   *
   * @throws BlobGoneException if it is not there any more, not on this host, or damaged
   * @throws IllegalStateException if this reader is closed
   */
  public BlobLease open(BlobRef ref) {
    OpenArea area = areaOf(ref);
    return area == null ? openCopy(ref) : open(area, ref);
  }

  private BlobLease open(OpenArea area, BlobRef ref) {
    BlobLease blob = area.open(ref);
    try {
      blob.verify();
      return blob;
    } catch (RuntimeException e) {
      blob.close();
      throw e;
    }
  }

  /** The area that a blob lies in; null if it is not on this host. */
  private @Nullable OpenArea areaOf(BlobRef ref) {
    return ref.machine() == HostId.get() ? area(ref.area()) : null;
  }

  /** Opens this host's copy of a blob that lies on another one. */
  private BlobLease openCopy(BlobRef ref) {
    BlobRef known = copies.get(ref);
    BlobRef copy = known == null ? findCopy(ref) : known;
    OpenArea area = copy == null ? null : areaOf(copy);
    if (copy == null || area == null) {
      copies.remove(ref);
      throw new BlobGoneException(
          ref
              + " is not on this host: the process that wrote it is gone, or lies on another host"
              + " that does not offer it any more.");
    }
    try {
      BlobLease blob = open(area, copy);
      copies.put(ref, copy);
      return blob;
    } catch (BlobGoneException e) {
      copies.remove(ref);
      if (known == null) {
        throw e;
      }
      return openCopy(ref); // it may have been freed, and fetched again
    }
  }

  private @Nullable BlobRef findCopy(BlobRef ref) {
    return locations.list().stream()
        .map(store -> new CopyIndex(store).find(ref.content()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /**
   * Where an area of this host is.
   *
   * @throws BlobGoneException if it is not on this host, or not there any more
   */
  public AreaLocation location(long machine, long areaId) {
    if (machine != HostId.get()) {
      throw new BlobGoneException(
          "Shared values lie on the host of the program that made them, and this worker runs on"
              + " another one.");
    }
    OpenArea area = area(areaId);
    if (area == null) {
      throw new BlobGoneException(
          Area.name(areaId) + " is not there: the program that made it is gone.");
    }
    return area.location(areaId);
  }

  /** Whether a blob is where a reference says. */
  public boolean has(BlobRef ref) {
    OpenArea area = areaOf(ref);
    if (area == null) {
      return findCopy(ref) != null;
    }
    try (BlobLease _ = area.open(ref)) {
      return true;
    } catch (BlobGoneException e) {
      return false;
    } catch (EnvironmentException e) {
      return true; // all leases are taken: who asks will ask again
    }
  }

  /** Nothing of what is at home in an area is used any more. */
  public void leave(long areaId) {
    OpenArea area = areas.get(areaId);
    if (area != null) {
      area.leave();
    }
  }

  /** Whether an area is on this host, and its owner not known to be gone. */
  public boolean isThere(long areaId) {
    OpenArea known = areas.get(areaId);
    return known == null ? find(areaId) != null : known.exists();
  }

  /** Lets go of memory whose owner has given it up; to be called now and then. */
  public void tidy() {
    copies.values().removeIf(copy -> !isThere(copy.area()));
    for (Iterator<OpenArea> all = areas.values().iterator(); all.hasNext(); ) {
      OpenArea area = all.next();
      if (area.tidy()) {
        all.remove();
        area.close();
      }
    }
  }

  private @Nullable OpenArea area(long id) {
    OpenArea known = areas.get(id);
    OpenArea area = known != null ? known : areas.computeIfAbsent(id, this::openArea);
    if (closed) {
      close();
      throw new IllegalStateException("The host store is closed here.");
    }
    return area;
  }

  @SuppressWarnings("NullAway") // computeIfAbsent takes null for: there is none
  private @Nullable OpenArea openArea(long id) {
    Path home = find(id);
    if (home == null) {
      return null;
    }
    try {
      Path spill = StoreLimits.read(home).spill();
      String name = Area.name(id);
      return Uninterrupted.retrying(
          () -> OpenArea.of(home.resolve(name), spill == null ? null : spill.resolve(name)));
    } catch (IOException | EnvironmentException e) {
      return null; // it has just been removed
    }
  }

  private @Nullable Path find(long id) {
    return locations.list().stream()
        .filter(candidate -> isAreaOf(candidate, id))
        .findFirst()
        .orElse(null);
  }

  private static boolean isAreaOf(Path store, long id) {
    return Files.isDirectory(store.resolve(Area.name(id))) && StoreLimits.isIn(store);
  }

  /** Ends all leases. */
  @Override
  public void close() {
    closed = true;
    areas.values().forEach(OpenArea::close);
    areas.clear();
  }
}
