package dev.baton.pool;

import dev.baton.wire.HostData;
import java.util.Collection;
import java.util.function.ToLongFunction;

/**
 * What the hosts of a pool hold for its programs, all hosts together, as they have said within the
 * last second or two. Immutable.
 *
 * @param usedBytes of blobs in memory
 * @param warmBytes of memory kept for the next blobs
 * @param limitBytes how much memory both may take
 * @param spilledBytes of blobs on disk
 * @param spillLimitBytes how much of the disk they may take
 * @param blobs how many blobs there are, copies included
 * @param receivedBytes how much the hosts have received from others since their agents started
 */
public record StoreUse(
    long usedBytes,
    long warmBytes,
    long limitBytes,
    long spilledBytes,
    long spillLimitBytes,
    long blobs,
    long receivedBytes) {

  static StoreUse of(Collection<HostData> hosts) {
    return new StoreUse(
        sum(hosts, HostData::usedBytes),
        sum(hosts, HostData::warmBytes),
        sum(hosts, HostData::limitBytes),
        sum(hosts, HostData::spilledBytes),
        sum(hosts, HostData::spillLimitBytes),
        sum(hosts, HostData::blobs),
        sum(hosts, host -> host.copies().receivedBytes()));
  }

  private static long sum(Collection<HostData> hosts, ToLongFunction<HostData> value) {
    return hosts.stream().mapToLong(value).sum();
  }
}
