package dev.baton.cli.status;

import dev.baton.cli.status.HostStatus.State;
import dev.baton.log.Log;
import dev.baton.wire.BlobHolder;
import dev.baton.wire.HostBeat;
import dev.baton.wire.HostData;
import dev.baton.wire.WorkerStatus;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** What the hosts and coordinators of a cluster's pool say when they are asked. */
final class ClusterStatus {

  private static final long NS_PER_MS = 1_000_000;

  private final Log log;
  private final String pool;

  ClusterStatus(Log log, String pool) {
    this.log = log;
    this.pool = pool;
  }

  /** Asks them. */
  PoolStatus read() {
    Roll roll = new RollCall(log).read();
    return of(pool, roll, System.currentTimeMillis());
  }

  static PoolStatus of(String pool, Roll roll, long nowMs) {
    return PoolStatus.of(
        roll.hosts().stream()
            .map(host -> host(pool, host, roll.exclusions(host.beat().host()), nowMs))
            .toList(),
        roll.jobs().stream().map(beat -> JobStatus.of(pool, beat)).toList(),
        null);
  }

  private static HostStatus host(
      String pool, HeardHost heard, List<String> exclusions, long nowMs) {
    HostBeat beat = heard.beat();
    List<HostStatus.Worker> workers =
        beat.workers().stream().map(worker -> worker(worker, nowMs)).toList();
    State state = heard.isSilent() ? State.SILENT : beat.draining() ? State.DRAINING : State.UP;
    HostData data = beat.data();
    HostStatus.Store store = HostStatus.Store.of(data, null);
    return new HostStatus(
        pool,
        HostNames.printable(beat.name()),
        HexFormat.of().toHexDigits(beat.host()),
        beat.pid(),
        state,
        heard.silentMs(),
        workers.stream().mapToInt(HostStatus.Worker::slots).sum(),
        workers.stream().mapToInt(HostStatus.Worker::running).sum(),
        store,
        new HostStatus.Copies(
            data.copies().blobs(), data.copies().bytes(), data.copies().receivedBytes()),
        data.holders().stream().map(holder -> holder(holder, beat.pid(), workers)).toList(),
        workers,
        HostProblems.of(state, heard.silentMs(), store, workers, exclusions));
  }

  /** A holder, with what its process is on that host. */
  static HostStatus.Holder holder(
      BlobHolder holder, long agentPid, List<HostStatus.Worker> workers) {
    String process =
        workers.stream()
            .filter(worker -> worker.pid() == holder.pid())
            .map(worker -> "worker " + worker.number())
            .findFirst()
            .orElse(holder.pid() == agentPid ? "agent" : "program");
    return new HostStatus.Holder(
        holder.pid(), process, holder.blobs(), holder.bytes(), holder.leases());
  }

  private static HostStatus.Worker worker(WorkerStatus worker, long nowMs) {
    boolean runs = worker.runningTask() >= 0;
    return new HostStatus.Worker(
        worker.number(),
        worker.pid(),
        worker.state().name().toLowerCase(Locale.ROOT),
        worker.slots(),
        worker.running(),
        worker.runningTask(),
        runs ? Math.max(0, nowMs - worker.runningSinceMs()) : 0,
        worker.done(),
        worker.failed(),
        worker.busyNs() / NS_PER_MS,
        worker.restarts(),
        null);
  }
}
