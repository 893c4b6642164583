package dev.baton.cli.status;

import dev.baton.DataSize;
import dev.baton.cli.terminal.Table;
import dev.baton.config.Durations;
import dev.baton.config.Plural;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One host for people: its store, who has blobs in it, and what each worker does. */
final class HostText {

  /** Who has most of them is worth a line. */
  private static final int MOST_HOLDERS = 8;

  private final boolean segments;

  /** {@code segments} says whether to list the large blobs. */
  HostText(boolean segments) {
    this.segments = segments;
  }

  /** The host, line by line. */
  List<String> lines(HostStatus host) {
    List<String> lines = new ArrayList<>();
    int count = host.workers().size();
    lines.add(
        "pool %s, %s, agent %d, %s%s"
            .formatted(
                host.pool(),
                host.name(),
                host.pid(),
                Plural.plain(count, "worker"),
                host.state() == HostStatus.State.UP ? "" : ", " + host.state().word()));
    HostStatus.Store store = host.store();
    if (store != null) {
      lines.add("  " + describe(store));
      if (segments && store.segments() != null) {
        addSegments(store.segments(), lines);
      }
    }
    HostStatus.Copies copies = host.copies();
    if (copies != null && copies.receivedBytes() > 0) {
      lines.add(
          "  from other hosts: %s received; %s here now (%s)"
              .formatted(
                  DataSize.format(copies.receivedBytes()),
                  Plural.plain(copies.blobs(), "blob"),
                  DataSize.format(copies.bytes())));
    }
    addHolders(host.holders(), lines);
    if (count > 0) {
      workers(host.workers()).lines().forEach(line -> lines.add("  " + line));
    }
    host.problems().forEach(problem -> lines.add("  " + problem));
    return lines;
  }

  private static Table workers(List<HostStatus.Worker> workers) {
    Table table = new Table("rrlrrrrr");
    table.row("WORKER", "PID", "STATE", "TASK", "FOR", "DONE", "FAILED", "BUSY");
    for (HostStatus.Worker worker : workers) {
      boolean runs = worker.runningTask() >= 0;
      table.row(
          Integer.toString(worker.number()),
          worker.pid() == 0 ? "-" : Long.toString(worker.pid()),
          worker.state(),
          runs ? Long.toString(worker.runningTask()) : "-",
          runs ? format(worker.runningMs()) : "-",
          Long.toString(worker.done()),
          Long.toString(worker.failed()),
          format(worker.busyMs()));
    }
    return table;
  }

  private static String describe(HostStatus.Store store) {
    String disk =
        store.spilledBytes() == 0
            ? ""
            : ", %s of %s on disk"
                .formatted(
                    DataSize.format(store.spilledBytes()),
                    DataSize.format(store.spillLimitBytes()));
    return "store: %s of %s in use by %s, %s kept warm%s"
        .formatted(
            DataSize.format(store.usedBytes()),
            DataSize.format(store.limitBytes()),
            Plural.plain(store.blobs(), "blob"),
            DataSize.format(store.warmBytes()),
            disk);
  }

  private static void addHolders(List<HostStatus.Holder> holders, List<String> lines) {
    if (holders.isEmpty()) {
      return;
    }
    Table table = new Table("lrrrr");
    table.row("HOLDER", "PID", "BLOBS", "SIZE", "LEASES");
    holders.stream()
        .sorted(
            Comparator.comparingLong(HostStatus.Holder::bytes)
                .thenComparingLong(HostStatus.Holder::leases)
                .reversed())
        .limit(MOST_HOLDERS)
        .forEach(
            holder ->
                table.row(
                    holder.process(),
                    Long.toString(holder.pid()),
                    Long.toString(holder.blobs()),
                    DataSize.format(holder.bytes()),
                    Long.toString(holder.leases())));
    table.lines().forEach(line -> lines.add("  " + line));
  }

  private static void addSegments(List<HostStatus.Segment> segments, List<String> lines) {
    if (segments.isEmpty()) {
      return;
    }
    Table table = new Table("lrrrr");
    table.row("AREA", "SEGMENT", "SIZE", "ROOM", "FOR");
    for (HostStatus.Segment segment : segments) {
      table.row(
          segment.area(),
          Integer.toString(segment.number()),
          segment.bytes() == 0 ? "warm" : DataSize.format(segment.bytes()),
          DataSize.format(segment.capacityBytes()),
          format(segment.ageMs()));
    }
    table.lines().forEach(line -> lines.add("  " + line));
  }

  private static String format(long ms) {
    return Durations.format(Duration.ofMillis(ms));
  }
}
