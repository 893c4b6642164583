package dev.baton.cli;

import java.util.List;

/**
 * What {@code baton status} shows, of one pool or of all on this host. The names are those of
 * {@code --json}.
 *
 * @param hosts by name
 * @param jobs those with open tasks, by id
 */
record PoolStatus(List<HostStatus> hosts, List<JobStatus> jobs) {}
