package dev.baton.store.reader;

import dev.baton.BlobGoneException;
import dev.baton.store.Members;
import dev.baton.store.Uninterrupted;
import dev.baton.store.area.Area;
import dev.baton.store.area.AreaLocation;
import dev.baton.store.area.BlobHeader;
import dev.baton.store.area.BlobRef;
import dev.baton.store.area.Leases;
import dev.baton.store.area.MappedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An area as a reader sees it: its files, mapped when they are first needed. Thread-safe. */
final class OpenArea {

  private final Path path;
  private final @Nullable Path spill;
  private final Members members;
  private final Leases leases;
  private final boolean isOwn;
  private final Map<Integer, MappedFile> files = new HashMap<>();
  private boolean isHome;
  private boolean closed;

  private OpenArea(Path path, @Nullable Path spill, Members members, boolean isOwn) {
    this.path = path;
    this.spill = spill;
    this.members = members;
    this.leases = new Leases(members);
    this.isOwn = isOwn;
  }

  /** Of another process. */
  static OpenArea of(Path path, @Nullable Path spill) throws IOException {
    return new OpenArea(path, spill, Members.open(path), false);
  }

  /** Of this process, which has it open already. */
  static OpenArea own(Area area) {
    return new OpenArea(area.path(), area.spill(), area.members(), true);
  }

  /**
   * Takes a lease on a blob.
   *
   * @throws BlobGoneException if it is not there, or something else is
   */
  synchronized BlobLease open(BlobRef ref) {
    ref.requirePossible();
    if (closed) {
      throw new IllegalStateException("The host store is closed here, and with it " + ref + ".");
    }
    MappedFile file = file(ref);
    if (ref.offset() + ref.length() > Math.min(file.memory().byteSize(), file.sizeNow())) {
      throw new BlobGoneException(ref + ": its file is shorter than that; it is damaged.");
    }
    BlobHeader header = new BlobHeader(file.memory(), ref.offset());
    int lease = leases.take(ref.sequence());
    file.users().incrementAndGet();
    BlobLease blob = new BlobLease(this, file, ref, header, lease);
    try {
      if (!header.is(ref)) {
        throw new BlobGoneException(
            ref + " is gone: it was freed, and something else may be there now.");
      }
      return blob;
    } catch (InternalError e) { // what a JVM makes of a touch behind the end of a file
      blob.close();
      throw new BlobGoneException(ref + ": its file became shorter; it is damaged.", e);
    } catch (RuntimeException e) {
      blob.close();
      throw e;
    }
  }

  /** Ends a lease; does nothing if all have ended. */
  synchronized void end(int lease) {
    if (!closed) {
      leases.end(lease);
    }
  }

  /** One less uses a file. */
  synchronized void end(MappedFile file) {
    if (file.users().decrementAndGet() == 0 && closed) {
      file.unmap();
    }
  }

  /** Tells the owner that the receiver is done; does nothing if the owner's memory is let go. */
  synchronized void release(MappedFile file, BlobHeader header) {
    if (file.memory().scope().isAlive()) {
      header.release();
    }
  }

  private MappedFile file(BlobRef ref) {
    MappedFile known = files.get(ref.file());
    if (known != null) {
      return known;
    }
    String name = Area.fileName(ref.file());
    Path inMemory = path.resolve(name);
    try {
      Path place = Files.exists(inMemory) || spill == null ? inMemory : spill.resolve(name);
      MappedFile mapped = Uninterrupted.retrying(() -> MappedFile.map(place));
      files.put(ref.file(), mapped);
      return mapped;
    } catch (IOException e) {
      throw new BlobGoneException(ref + " is gone: its file no longer exists.", e);
    }
  }

  /** It stays open from now on. */
  synchronized AreaLocation location(long id) {
    isHome = true;
    return new AreaLocation(id, path, members);
  }

  /** It need not stay open any more. */
  synchronized void leave() {
    isHome = false;
  }

  /** Whether the area's directory is still there. */
  boolean exists() {
    return Files.exists(path);
  }

  /** Unmaps files that were removed and that nobody uses here, so that their memory is free. */
  synchronized boolean tidy() {
    for (Iterator<MappedFile> all = files.values().iterator(); all.hasNext(); ) {
      MappedFile file = all.next();
      if (file.users().get() == 0 && !Files.exists(file.path())) {
        all.remove();
        file.unmap();
      }
    }
    return files.isEmpty() && !isOwn && !exists() && !isHome;
  }

  /**
   * Ends all leases of this process. What is open without one stays so: its file is unmapped when
   * the last that uses it is closed.
   */
  synchronized void close() {
    closed = true;
    files.values().stream().filter(file -> file.users().get() == 0).forEach(MappedFile::unmap);
    files.clear();
    if (!isOwn) {
      members.close();
    }
  }
}
