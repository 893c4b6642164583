package dev.baton.cli.dashboard;

import dev.baton.cli.terminal.Printable;
import dev.baton.wire.HostBeat;
import dev.baton.wire.Liveness;
import dev.baton.wire.ProcessUse;
import dev.baton.wire.WorkerStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The hosts of a pool and their workers, as beats tell of them. Not thread-safe. */
final class Fleet {

  /** A host that has said nothing for so long is gone, as far as a page is concerned. */
  private static final long FORGOTTEN_MS = Liveness.HOST_LOST.multipliedBy(6).toMillis();

  private static final long SILENT_MS = Liveness.HOST_BEAT.multipliedBy(3).toMillis();
  private static final int LONGEST_NAME = 253;
  private static final double NS_PER_MS = 1e6;

  /** Beats closer to each other tell too little of what happened in between. */
  private static final long LEAST_STEP_MS = 500;

  /**
   * What a worker did between two beats.
   *
   * @param busy the part of its slots' time in which tasks ran; −1 where that is not known
   * @param cpu processors it kept busy; −1 where that is not known
   * @param memory of its own, in bytes; −1 where that is not known
   */
  record Use(double busy, double cpu, long memory) {
    static final Use UNKNOWN = new Use(-1, -1, -1);
  }

  private record Mark(long atMs, long busyNs, long cpuNs) {}

  /** A host that was heard of. */
  static final class Known {

    private final Map<Long, Mark> marks = new HashMap<>();
    private final Map<Long, Use> uses = new HashMap<>();
    private final Map<Integer, Integer> restarts = new HashMap<>();
    private HostBeat beat;
    private long heardMs;

    private Known(HostBeat beat) {
      this.beat = beat;
    }

    HostBeat beat() {
      return beat;
    }

    String name() {
      return Printable.of(beat.name(), LONGEST_NAME);
    }

    long silentMs(long nowMs) {
      return nowMs - heardMs;
    }

    /** As {@code baton status} calls it. */
    String state(long nowMs) {
      return silentMs(nowMs) > SILENT_MS ? "silent" : beat.draining() ? "draining" : "up";
    }

    Use use(WorkerStatus worker) {
      return uses.getOrDefault(worker.incarnation(), Use.UNKNOWN);
    }

    private void hear(HostBeat now, long nowMs) {
      beat = now;
      heardMs = nowMs;
      Map<Long, ProcessUse> processes = new HashMap<>();
      now.data().processes().forEach(process -> processes.put(process.pid(), process));
      for (WorkerStatus worker : now.workers()) {
        measure(worker, processes.get(worker.pid()), nowMs);
      }
      Set<Long> there =
          now.workers().stream().map(WorkerStatus::incarnation).collect(Collectors.toSet());
      marks.keySet().retainAll(there);
      uses.keySet().retainAll(there);
    }

    /** How many more processes have had the places of workers than was known before. */
    private long countRestarts(HostBeat now) {
      long more = 0;
      for (WorkerStatus worker : now.workers()) {
        Integer before = restarts.put(worker.number(), worker.restarts());
        more += before == null ? 0 : Math.max(0, worker.restarts() - before);
      }
      return more;
    }

    private void measure(WorkerStatus worker, @Nullable ProcessUse process, long nowMs) {
      Mark before = marks.get(worker.incarnation());
      if (before != null && nowMs - before.atMs < LEAST_STEP_MS) {
        return;
      }
      Mark now = new Mark(nowMs, worker.busyNs(), process == null ? -1 : process.cpuNs());
      marks.put(worker.incarnation(), now);
      long memory = process == null ? -1 : process.memoryBytes();
      if (before == null) {
        uses.put(worker.incarnation(), new Use(-1, -1, memory));
        return;
      }
      double elapsedNs = (now.atMs - before.atMs) * NS_PER_MS;
      double busy = (now.busyNs - before.busyNs) / elapsedNs / Math.max(1, worker.slots());
      double cpu = now.cpuNs < 0 || before.cpuNs < 0 ? -1 : (now.cpuNs - before.cpuNs) / elapsedNs;
      uses.put(worker.incarnation(), new Use(Math.clamp(busy, 0, 1), cpu, memory));
    }
  }

  /** By incarnation. */
  private final Map<Long, Known> hosts = new TreeMap<>();

  private long restarts;

  void hear(HostBeat beat, long nowMs) {
    Known known = hosts.computeIfAbsent(beat.host(), _ -> new Known(beat));
    restarts += known.countRestarts(beat);
    known.hear(beat, nowMs);
  }

  void left(long host) {
    hosts.remove(host);
  }

  /** Forgets those that nobody has heard of for long. */
  void tidy(long nowMs) {
    hosts.values().removeIf(host -> host.silentMs(nowMs) > FORGOTTEN_MS);
  }

  /** By incarnation. */
  Map<Long, Known> hosts() {
    return hosts;
  }

  /** What people call a host. */
  String nameOf(long host) {
    Known known = hosts.get(host);
    return known == null ? Long.toHexString(host) : known.name();
  }

  /** How many processes have taken the place of another since the first beat. */
  long restarts() {
    return restarts;
  }
}
