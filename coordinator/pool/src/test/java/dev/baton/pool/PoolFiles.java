package dev.baton.pool;

import dev.baton.dispatch.KnownWorker;
import dev.baton.store.StoreLimits;
import dev.baton.store.StoreLocations;
import dev.baton.store.area.Area;
import dev.baton.store.area.StoreUse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** What one pool has in the host store; other pools may run on the machine. */
final class PoolFiles {

  /** Workers tidy up once a second, and the machine may be busy with other things. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Path store;

  private PoolFiles(Path store) {
    this.store = store;
  }

  static PoolFiles of(ProcessPool pool) {
    List<Long> hosts = pool.engine().roster().workers().stream().map(KnownWorker::host).toList();
    return new PoolFiles(
        StoreLocations.ofThisHost().list().stream()
            .filter(StoreLimits::isIn)
            .filter(path -> hosts.contains(StoreLimits.read(path).host()))
            .findFirst()
            .orElseThrow());
  }

  StoreUse use() {
    return StoreUse.of(store);
  }

  /** Waits until the store holds what is expected of it. */
  void awaitUse(Predicate<StoreUse> expected) {
    Awaitility.await().atMost(LIMIT).until(this::use, expected);
  }

  /** Waits until the store holds nothing; what nobody refers to any more is collected first. */
  void awaitNothingUsed() {
    Awaitility.await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              System.gc();
              return use();
            },
            use -> use.blobs() == 0 && use.usedBytes() == 0 && use.spilledBytes() == 0);
  }

  /** The area directories in the store now. */
  List<Path> areas() {
    return Area.list(store);
  }

  /** Whether the directories of the pool's store are there, in memory or on disk. */
  boolean exist() {
    return StoreLocations.ofThisHost().list().stream()
        .anyMatch(path -> path.getFileName().equals(store.getFileName()));
  }
}
