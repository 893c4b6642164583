package dev.baton.store.area;

import dev.baton.store.MembersView;
import dev.baton.store.MembersView.Line;
import dev.baton.store.StoreLimits;
import dev.baton.wire.BlobHolder;
import dev.baton.wire.HostData;
import dev.baton.wire.ProcessUse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** What a host store holds, and for which processes: a look from outside that nobody waits for. */
public final class StoreReport {

  private final Path store;
  private final StoreLimits limits;
  private final TreeMap<Long, BlobHolder> holders = new TreeMap<>();
  private StoreUse use = new StoreUse(0, 0, 0, 0);

  private StoreReport(Path store, StoreLimits limits) {
    this.store = store;
    this.limits = limits;
  }

  /**
   * Reads what the owners of all areas, and all readers, say now.
   *
   * @param copies what came from other hosts
   * @param processes what the workers' processes use
   */
  public static HostData of(
      Path store, StoreLimits limits, HostData.Copies copies, List<ProcessUse> processes) {
    return new StoreReport(store, limits).read(copies, processes);
  }

  private HostData read(HostData.Copies copies, List<ProcessUse> processes) {
    for (Path area : Area.list(store)) {
      try {
        add(MembersView.read(area));
      } catch (IOException e) {
        // It is being removed.
      }
    }
    List<BlobHolder> current =
        holders.values().stream().filter(each -> each.blobs() > 0 || each.leases() > 0).toList();
    return new HostData(
        use.usedBytes(),
        use.warmBytes(),
        limits.memoryBytes(),
        use.spilledBytes(),
        limits.spillBytes(),
        use.blobs(),
        copies,
        current,
        processes);
  }

  private void add(MembersView area) {
    StoreUse ofOwner = StoreUse.of(area.header());
    use = use.plus(ofOwner);
    List<Line> lines = area.lines();
    if (!lines.isEmpty() && lines.getFirst().isAlive()) {
      long bytes = ofOwner.usedBytes() + ofOwner.spilledBytes();
      add(new BlobHolder(lines.getFirst().pid(), ofOwner.blobs(), bytes, 0));
    }
    lines.stream()
        .skip(1) // the owner's first line says that it lives
        .filter(line -> line.words() > 0 && line.isAlive())
        .forEach(line -> add(new BlobHolder(line.pid(), 0, 0, line.words())));
  }

  private void add(BlobHolder more) {
    holders.merge(
        more.pid(),
        more,
        (one, other) ->
            new BlobHolder(
                one.pid(),
                one.blobs() + other.blobs(),
                one.bytes() + other.bytes(),
                one.leases() + other.leases()));
  }
}
