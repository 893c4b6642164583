package dev.baton.cli.status;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import dev.baton.config.FileProblem;
import dev.baton.standby.StandbyClient;
import dev.baton.standby.StandbyStatus;
import dev.baton.store.HostState;
import dev.baton.store.JobBoard;
import dev.baton.store.MappedHostState;
import dev.baton.store.StoreLimits;
import dev.baton.store.StoreLocations;
import dev.baton.store.StoreOwner;
import dev.baton.store.WorkerSnapshot;
import dev.baton.store.WorkerState;
import dev.baton.store.area.Area;
import dev.baton.store.area.StoreReport;
import dev.baton.store.chronicle.ChronicleCatalogue;
import dev.baton.store.writer.Catalogue;
import dev.baton.wire.HostData;
import dev.baton.wire.JobBeat;
import dev.baton.wire.Liveness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what runs on this machine, in the shared memory of the host agents; asks the standby
 * server.
 */
public final class LocalStatus {

  private static final String DRAINING = WorkerState.DRAINING.name().toLowerCase(Locale.ROOT);
  private static final long NS_PER_MS = 1_000_000;

  private final Consumer<String> warnings;

  public LocalStatus(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  /** The host agents of this user, alive ones only, and the jobs that these know of. */
  public PoolStatus read(long nowMs) {
    List<HostStatus> hosts = new ArrayList<>();
    Map<Long, JobStatus> jobs = new TreeMap<>();
    for (Path directory : StoreLocations.ofThisHost().list()) {
      try {
        StoreOwner owner = StoreOwner.read(directory);
        if (owner.isAlive() && StoreLimits.isIn(directory)) {
          hosts.add(host(directory, owner, nowMs));
          jobs.putAll(jobs(directory, owner, nowMs));
        }
      } catch (BatonException e) {
        if (directory.toFile().exists()) { // else it ended just now
          warnings.accept("Cannot read " + directory + ": " + FileProblem.of(e) + ".");
        }
      }
    }
    return PoolStatus.of(hosts, List.copyOf(jobs.values()), standby());
  }

  /** The workers of all this user's pools on this machine, as far as they can be read. */
  public static List<WorkerSnapshot> workers() {
    List<WorkerSnapshot> workers = new ArrayList<>();
    for (Path directory : StoreLocations.ofThisHost().list()) {
      try {
        StoreOwner owner = StoreOwner.read(directory);
        if (owner.isAlive() && StoreLimits.isIn(directory) && isReadable(owner)) {
          workers.addAll(snapshots(directory));
        }
      } catch (BatonException e) {
        // It has ended just now, or 'baton status' tells.
      }
    }
    return workers;
  }

  private static List<WorkerSnapshot> snapshots(Path directory) {
    try (HostState state = MappedHostState.open(directory)) {
      return state.snapshots().stream()
          .filter(worker -> worker.state() != WorkerState.FREE)
          .toList();
    }
  }

  private PoolStatus.@Nullable Standby standby() {
    @Nullable StandbyClient server = StandbyClient.find();
    if (server == null) {
      return null;
    }
    try {
      StandbyStatus status = server.status();
      return new PoolStatus.Standby(status.pid(), status.free(), status.inUse());
    } catch (IOException e) {
      warnings.accept("Cannot ask for the standby workers: " + e.getMessage());
      return null;
    }
  }

  /** By coordinator: several hosts may know of one. */
  private static Map<Long, JobStatus> jobs(Path directory, StoreOwner owner, long nowMs) {
    if (!isReadable(owner) || !JobBoard.isIn(directory)) {
      return Map.of();
    }
    try (JobBoard board = JobBoard.open(directory)) {
      return board.heardSince(nowMs - Liveness.JOB_LOST.toMillis()).stream()
          .filter(job -> job.open() > 0)
          .collect(Collectors.toMap(JobBeat::coordinator, job -> JobStatus.of(owner.pool(), job)));
    }
  }

  private static boolean isReadable(StoreOwner owner) {
    return owner.layout() == HostState.LAYOUT_VERSION;
  }

  private static HostStatus host(Path directory, StoreOwner owner, long nowMs) {
    if (!isReadable(owner)) {
      return host(owner, "of another Baton version", null, null, List.of(), List.of());
    }
    try (HostState state = MappedHostState.open(directory)) {
      List<HostStatus.Worker> workers =
          state.snapshots().stream()
              .filter(worker -> worker.state() != WorkerState.FREE)
              .map(worker -> worker(worker, nowMs))
              .toList();
      StoreLimits limits = StoreLimits.read(directory);
      HostData data = StoreReport.of(directory, limits, HostData.Copies.NONE, List.of());
      return host(
          owner,
          "this host",
          HexFormat.of().toHexDigits(limits.host()),
          store(directory, data, nowMs),
          data.holders().stream()
              .map(holder -> ClusterStatus.holder(holder, owner.pid(), workers))
              .toList(),
          workers);
    }
  }

  private static HostStatus host(
      StoreOwner owner,
      String name,
      @Nullable String incarnation,
      HostStatus.@Nullable Store store,
      List<HostStatus.Holder> holders,
      List<HostStatus.Worker> workers) {
    // What the agent intends is not in shared memory; it drains only with all of its workers.
    boolean isDraining =
        !workers.isEmpty() && workers.stream().allMatch(worker -> worker.state().equals(DRAINING));
    HostStatus.State state = isDraining ? HostStatus.State.DRAINING : HostStatus.State.UP;
    return new HostStatus(
        owner.pool(),
        name,
        incarnation,
        owner.pid(),
        state,
        0,
        workers.stream().mapToInt(HostStatus.Worker::slots).sum(),
        workers.stream().mapToInt(HostStatus.Worker::running).sum(),
        store,
        null,
        holders,
        workers,
        HostProblems.of(state, 0, store, workers, List.of()));
  }

  private static HostStatus.Store store(Path directory, HostData data, long nowMs) {
    return HostStatus.Store.of(
        data, Area.list(directory).stream().flatMap(area -> segments(area, nowMs)).toList());
  }

  /** What the owner of an area has noted; nothing if the area goes just now. */
  private static Stream<HostStatus.Segment> segments(Path area, long nowMs) {
    if (!ChronicleCatalogue.isIn(area)) {
      return Stream.empty();
    }
    try (Catalogue catalogue = ChronicleCatalogue.open(area)) {
      return catalogue.entries().stream()
          .map(
              entry ->
                  new HostStatus.Segment(
                      area.getFileName().toString(),
                      entry.number(),
                      entry.length(),
                      entry.capacity(),
                      Math.max(0, nowMs - entry.sinceMs())))
          .sorted(Comparator.comparingLong(HostStatus.Segment::capacityBytes).reversed());
    } catch (EnvironmentException e) {
      return Stream.empty();
    }
  }

  private static HostStatus.Worker worker(WorkerSnapshot worker, long nowMs) {
    boolean runs = worker.runningTask() != WorkerSnapshot.NO_TASK;
    return new HostStatus.Worker(
        worker.number(),
        worker.state() == WorkerState.PARKED ? 0 : worker.pid(),
        worker.state().name().toLowerCase(Locale.ROOT),
        worker.slots(),
        worker.running(),
        worker.runningTask(),
        runs ? Math.max(0, nowMs - worker.runningSinceMs()) : 0,
        worker.done(),
        worker.failed(),
        worker.busyNs() / NS_PER_MS,
        null,
        worker.dropped());
  }
}
