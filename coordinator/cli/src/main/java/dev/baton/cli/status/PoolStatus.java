package dev.baton.cli.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code baton status} shows, of one pool or of all on this host. The names are those of
 * {@code --json}.
 *
 * @param hosts by name; of several agents with one name each has its process number behind it
 * @param jobs those with open tasks, by id
 * @param standby the workers of {@code baton up}; null if there are none, or of a cluster
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PoolStatus(List<HostStatus> hosts, List<JobStatus> jobs, @Nullable Standby standby) {

  /** Several agents of one machine are told apart by their processes. */
  public PoolStatus {
    Map<String, Long> agents =
        hosts.stream().collect(Collectors.groupingBy(HostStatus::name, Collectors.counting()));
    hosts =
        hosts.stream()
            .map(host -> agents.getOrDefault(host.name(), 1L) > 1 ? host.withAgentInName() : host)
            .toList();
  }

  /**
   * Standby workers.
   *
   * @param pid the process that keeps them
   * @param free how many wait
   * @param inUse how many are at work for runs and programs
   */
  record Standby(long pid, int free, int inUse) {}
}
