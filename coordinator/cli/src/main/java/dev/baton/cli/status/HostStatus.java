package dev.baton.cli.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host of a pool, as {@code baton status} shows it. The names are those of {@code --json}.
 *
 * @param pool the pool that its workers serve
 * @param name what people call the host
 * @param pid the host agent's process
 * @param store how much of the host store is in use; null where that is not known
 * @param workers by number
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HostStatus(
    String pool, String name, long pid, @Nullable Store store, List<Worker> workers) {

  /** The same for a machine that has several agents. */
  HostStatus withAgentInName() {
    return new HostStatus(pool, name + ':' + pid, pid, store, workers);
  }

  /**
   * The host store's blobs.
   *
   * @param usedBytes of blobs in memory
   * @param warmBytes kept for the next ones
   * @param limitBytes how much memory both may take together
   * @param spilledBytes of blobs on disk
   * @param spillLimitBytes how much of the disk they may take
   * @param blobs how many there are
   * @param segments the large ones, one by one
   */
  public record Store(
      long usedBytes,
      long warmBytes,
      long limitBytes,
      long spilledBytes,
      long spillLimitBytes,
      long blobs,
      List<Segment> segments) {}

  /**
   * A segment of the host store: room for one blob above 1 MiB.
   *
   * @param area the part of the store, and so the process, that it belongs to
   * @param number its file's
   * @param bytes of the blob in it; 0 if it is kept for the next one
   * @param capacityBytes how large it is
   * @param ageMs for how long that has been so
   */
  public record Segment(String area, int number, long bytes, long capacityBytes, long ageMs) {}

  /**
   * A worker of the host.
   *
   * @param number its place on the host, from 0
   * @param pid its process
   * @param state what it does, in lower case
   * @param slots how many tasks it runs at a time
   * @param runningTask the task that runs longest, or −1
   * @param runningMs how long that task has run, or 0
   * @param done attempts that ended well
   * @param failed attempts that ended in failure
   * @param busyMs how long tasks ran, added up over the slots
   * @param dropped records in its inbox that it did not act upon: garbled, or for a worker that had
   *     the inbox before; null where that is not known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Worker(
      int number,
      long pid,
      String state,
      int slots,
      long runningTask,
      long runningMs,
      long done,
      long failed,
      long busyMs,
      @Nullable Long dropped) {}
}
