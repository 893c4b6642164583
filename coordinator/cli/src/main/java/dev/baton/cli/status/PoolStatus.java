package dev.baton.cli.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.baton.cli.status.HostStatus.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code baton status} shows, of one pool or of all on this host. The names are those of
 * {@code --json}, and documented in docs/status.md: what is there keeps its meaning as long as the
 * version is the same.
 *
 * @param version of these names and their meaning
 * @param saturation open tasks for each slot; null if there are no slots
 * @param slots how many tasks the hosts that are up can run at a time
 * @param tasks of all jobs
 * @param data of all hosts
 * @param hosts by name; of several agents with one name each has its process number behind it
 * @param jobs those with open tasks, by id
 * @param standby the workers of {@code baton up}; null if there are none, or of a cluster
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PoolStatus(
    int version,
    @Nullable Double saturation,
    long slots,
    Tasks tasks,
    Data data,
    List<HostStatus> hosts,
    List<JobStatus> jobs,
    @Nullable Standby standby) {

  /** Raised when something in {@code --json} goes, or means something else; not for additions. */
  static final int VERSION = 1;

  /**
   * Tasks of all jobs that have open ones.
   *
   * @param open those that have not ended: pending and dispatched ones
   * @param pending those that wait in a coordinator's queue
   * @param dispatched those that are with workers, where they wait or run
   * @param running those that run, according to the hosts
   * @param done those that ended with a result
   * @param failed those that ended otherwise
   */
  record Tasks(long open, long pending, long dispatched, long running, long done, long failed) {}

  /**
   * Blobs of all hosts.
   *
   * @param blobs how many there are
   * @param bytes how large they are, in memory and on disk
   * @param copies how many of them are copies of other hosts' blobs
   * @param copyBytes how large these are
   * @param receivedBytes how much hosts have received from others since their agents started
   * @param leases how many leases processes have
   */
  record Data(
      long blobs, long bytes, long copies, long copyBytes, long receivedBytes, long leases) {}

  /**
   * Standby workers.
   *
   * @param pid the process that keeps them
   * @param free how many wait
   * @param inUse how many are at work for runs and programs
   */
  record Standby(long pid, int free, int inUse) {}

  /** The status of hosts and jobs, which are put in order, and told apart by name. */
  static PoolStatus of(List<HostStatus> hosts, List<JobStatus> jobs, @Nullable Standby standby) {
    List<HostStatus> named = named(hosts);
    long slots =
        sum(named.stream().filter(host -> host.state() == State.UP).toList(), HostStatus::slots);
    Tasks tasks = tasks(named, jobs);
    return new PoolStatus(
        VERSION,
        slots == 0 ? null : (double) tasks.open() / slots,
        slots,
        tasks,
        data(named),
        named,
        jobs.stream().sorted(Comparator.comparing(JobStatus::jobId)).toList(),
        standby);
  }

  private static List<HostStatus> named(List<HostStatus> hosts) {
    List<String> names =
        HostNames.of(
            hosts.stream().map(host -> new HostNames.Agent(host.name(), host.pid())).toList());
    List<HostStatus> named = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      named.add(hosts.get(i).withName(names.get(i)));
    }
    named.sort(Comparator.comparing(HostStatus::name));
    return List.copyOf(named);
  }

  private static Tasks tasks(List<HostStatus> hosts, List<JobStatus> jobs) {
    long pending = sum(jobs, JobStatus::pending);
    long dispatched = sum(jobs, JobStatus::dispatched);
    return new Tasks(
        pending + dispatched,
        pending,
        dispatched,
        sum(hosts, HostStatus::running),
        sum(jobs, JobStatus::done),
        sum(jobs, JobStatus::failed));
  }

  private static Data data(List<HostStatus> hosts) {
    List<HostStatus.Store> stores =
        hosts.stream().map(HostStatus::store).flatMap(Stream::ofNullable).toList();
    List<HostStatus.Copies> copies =
        hosts.stream().map(HostStatus::copies).flatMap(Stream::ofNullable).toList();
    return new Data(
        sum(stores, HostStatus.Store::blobs),
        sum(stores, store -> store.usedBytes() + store.spilledBytes()),
        sum(copies, HostStatus.Copies::blobs),
        sum(copies, HostStatus.Copies::bytes),
        sum(copies, HostStatus.Copies::receivedBytes),
        sum(hosts, host -> sum(host.holders(), HostStatus.Holder::leases)));
  }

  private static <T> long sum(List<T> all, ToLongFunction<? super T> value) {
    return all.stream().mapToLong(value).sum();
  }
}
