package dev.baton.cli.status;

import dev.baton.config.HeapSize;
import dev.baton.log.Logged;
import dev.baton.wire.Address;
import dev.baton.wire.BlobHolder;
import dev.baton.wire.Event;
import dev.baton.wire.HostBeat;
import dev.baton.wire.HostData;
import dev.baton.wire.JobBeat;
import dev.baton.wire.WhoIsThere;
import dev.baton.wire.WorkerStatus;
import java.util.List;

/** Events as hosts and coordinators send them. */
final class Beats {

  static final long QUESTION = 99;

  private Beats() {}

  static HostBeat host(long incarnation, String name, WorkerStatus... workers) {
    return new HostBeat(incarnation, name, incarnation + 4_000, List.of(), List.of(workers));
  }

  static HostBeat draining(HostBeat of) {
    return new HostBeat(of.host(), of.name(), of.pid(), true, of.claims(), of.workers(), of.data());
  }

  static HostBeat withData(HostBeat of, HostData data) {
    return new HostBeat(
        of.host(), of.name(), of.pid(), of.draining(), of.claims(), of.workers(), data);
  }

  static HostData data(long usedBytes, HostData.Copies copies, BlobHolder... holders) {
    return new HostData(usedBytes, 0, 1_000, 0, 0, 3, copies, List.of(holders), List.of());
  }

  static WorkerStatus worker(int number, int slots, int running, int restarts) {
    return new WorkerStatus(
        number,
        1,
        new Address.OnLog(number),
        slots,
        5_000 + number,
        running > 0 ? WorkerStatus.State.BUSY : WorkerStatus.State.IDLE,
        running,
        running > 0 ? 17 : -1,
        1_000,
        0,
        8,
        1,
        2_000_000,
        restarts,
        HeapSize.AUTO);
  }

  static JobBeat job(long coordinator, long pending, long dispatched) {
    return new JobBeat(coordinator, "job-" + coordinator, pending, dispatched, 5, 1);
  }

  static Logged<Event> at(long ms, Event event) {
    return new Logged<>(event, ms);
  }

  static Logged<Event> question(long ms) {
    return at(ms, new WhoIsThere(QUESTION));
  }
}
