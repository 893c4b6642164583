package dev.baton.cli.status;

import dev.baton.DataSize;
import dev.baton.cli.status.HostStatus.State;
import dev.baton.cli.terminal.Table;
import dev.baton.config.Plural;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A status for people: lines of 80 characters, and as many as fit on a screen. */
final class StatusText {

  /** Up to so many hosts are shown with all of their workers. */
  private static final int FEW = 3;

  /** Beyond this, only hosts and jobs that are worth a look are listed. */
  private static final int SCREEN = 20;

  private static final int LONGEST_NAME = 24;

  private final PoolStatus status;
  private final boolean all;
  private final HostText hosts;
  private final List<String> lines = new ArrayList<>();

  /**
   * The text of a status.
   *
   * @param all whether to list everything, however much there is
   * @param segments whether to list the large blobs
   */
  StatusText(PoolStatus status, boolean all, boolean segments) {
    this.status = status;
    this.all = all;
    this.hosts = new HostText(segments);
  }

  /** The text, line by line. */
  List<String> lines() {
    lines.clear();
    int count = status.hosts().size();
    if (count > 1) {
      summary();
      hostTable();
    }
    if (count <= FEW || all) {
      status.hosts().forEach(host -> lines.addAll(hosts.lines(host)));
    }
    jobs();
    saturation();
    standby();
    return List.copyOf(lines);
  }

  private void summary() {
    List<HostStatus> list = status.hosts();
    List<String> states = new ArrayList<>();
    for (State state : State.values()) {
      long count = list.stream().filter(host -> host.state() == state).count();
      if (count > 0) {
        states.add(count + " " + state.word());
      }
    }
    int workers = list.stream().mapToInt(host -> host.workers().size()).sum();
    lines.add(
        "%d hosts (%s), %s, %s of hosts that are up"
            .formatted(
                list.size(),
                String.join(", ", states),
                Plural.plain(workers, "worker"),
                Plural.plain(status.slots(), "slot")));
    PoolStatus.Data data = status.data();
    if (data.blobs() > 0 || data.receivedBytes() > 0) {
      lines.add(
          "data: %s (%s), %d copies (%s), %s moved between hosts"
              .formatted(
                  Plural.plain(data.blobs(), "blob"),
                  DataSize.format(data.bytes()),
                  data.copies(),
                  DataSize.format(data.copyBytes()),
                  DataSize.format(data.receivedBytes())));
    }
  }

  private void hostTable() {
    List<HostStatus> shown = status.hosts();
    if (shown.size() > SCREEN && !all) {
      shown =
          shown.stream()
              .filter(HostStatus::isNoteworthy)
              .sorted(Comparator.comparing(HostStatus::state).reversed())
              .limit(SCREEN)
              .toList();
    }
    if (!shown.isEmpty()) {
      Table table = new Table("llrrrrr");
      table.row("HOST", "STATE", "BUSY", "DONE", "FAILED", "STORE", "RECEIVED");
      shown.forEach(host -> row(table, host));
      table.lines().forEach(lines::add);
      shown.forEach(
          host ->
              host.problems().forEach(problem -> lines.add("  " + host.name() + ": " + problem)));
    }
    rest(status.hosts().size() - shown.size(), "more host");
  }

  private void rest(int more, String what) {
    if (more > 0) {
      lines.add(Plural.plain(more, what) + "; --all lists all");
    }
  }

  private static void row(Table table, HostStatus host) {
    HostStatus.Store store = host.store();
    HostStatus.Copies copies = host.copies();
    table.row(
        shortened(host.name()),
        host.state().word(),
        host.running() + "/" + host.slots(),
        Long.toString(host.workers().stream().mapToLong(HostStatus.Worker::done).sum()),
        Long.toString(host.workers().stream().mapToLong(HostStatus.Worker::failed).sum()),
        store == null || store.limitBytes() == 0
            ? "-"
            : 100 * store.usedBytes() / store.limitBytes() + "%",
        copies == null ? "-" : DataSize.format(copies.receivedBytes()));
  }

  /** Its beginning still names it. */
  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + '…';
  }

  private void jobs() {
    List<JobStatus> jobs = status.jobs();
    if (jobs.isEmpty()) {
      return;
    }
    lines.add("jobs");
    Table table = new Table("llrrrr");
    table.row("POOL", "JOB", "PENDING", "DISPATCHED", "DONE", "FAILED");
    List<JobStatus> shown = all ? jobs : jobs.subList(0, Math.min(jobs.size(), SCREEN));
    for (JobStatus job : shown) {
      table.row(
          job.pool(),
          job.jobId(),
          Long.toString(job.pending()),
          Long.toString(job.dispatched()),
          Long.toString(job.done()),
          Long.toString(job.failed()));
    }
    table.lines().forEach(line -> lines.add("  " + line));
    rest(jobs.size() - shown.size(), "more job");
  }

  private void saturation() {
    Double saturation = status.saturation();
    if (saturation != null) {
      lines.add(
          String.format(
              Locale.ROOT,
              "saturation %.2f: %s for %s, %d running",
              saturation,
              Plural.plain(status.tasks().open(), "open task"),
              Plural.plain(status.slots(), "slot"),
              status.tasks().running()));
    }
  }

  private void standby() {
    PoolStatus.Standby standby = status.standby();
    if (standby != null) {
      lines.add(
          "standby: process %d, %s free, %d in use"
              .formatted(standby.pid(), Plural.plain(standby.free(), "worker"), standby.inUse()));
    }
  }
}
