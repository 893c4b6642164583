package dev.baton.cli.status;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.baton.wire.HostData;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A host of a pool, as {@code baton status} shows it. The names are those of {@code --json}, and
 * documented in docs/status.md.
 *
 * @param pool the pool that its workers serve
 * @param name what people call the host
 * @param incarnation identifies the host agent, in hexadecimal; null where that is not known
 * @param pid the host agent's process
 * @param state whether its workers take tasks
 * @param silentMs how long ago the host was last heard of
 * @param slots how many tasks its workers run at a time
 * @param running how many they run now
 * @param store what its store holds; null where that is not known
 * @param copies what came from other hosts; null where that is not known
 * @param holders the processes that made blobs or have leases on some
 * @param workers by number
 * @param problems what speaks against the host, in words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HostStatus(
    String pool,
    String name,
    @Nullable String incarnation,
    long pid,
    State state,
    long silentMs,
    int slots,
    int running,
    @Nullable Store store,
    @Nullable Copies copies,
    List<Holder> holders,
    List<Worker> workers,
    List<String> problems) {

  /** Whether the workers of a host take tasks. */
  public enum State {
    /** They do. */
    UP,
    /** They finish what they run, and the host leaves. */
    DRAINING,
    /** Nothing has been heard of the host for a while. */
    SILENT;

    /** The state as people and programs read it. */
    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether a person who has many hosts should look at this one. */
  @JsonIgnore
  boolean isNoteworthy() {
    return state != State.UP || !problems.isEmpty();
  }

  /** The same under another name. */
  HostStatus withName(String other) {
    return new HostStatus(
        pool,
        other,
        incarnation,
        pid,
        state,
        silentMs,
        slots,
        running,
        store,
        copies,
        holders,
        workers,
        problems);
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
   * @param segments the large ones, one by one; null where that is not known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Store(
      long usedBytes,
      long warmBytes,
      long limitBytes,
      long spilledBytes,
      long spillLimitBytes,
      long blobs,
      @Nullable List<Segment> segments) {

    /** What a host says of its store. */
    static Store of(HostData data, @Nullable List<Segment> segments) {
      return new Store(
          data.usedBytes(),
          data.warmBytes(),
          data.limitBytes(),
          data.spilledBytes(),
          data.spillLimitBytes(),
          data.blobs(),
          segments);
    }
  }

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
   * What came from other hosts.
   *
   * @param blobs how many copies of other hosts' blobs the host holds
   * @param bytes how large they are
   * @param receivedBytes how much the host has received since its agent started
   */
  public record Copies(long blobs, long bytes, long receivedBytes) {}

  /**
   * A process that keeps blobs in existence.
   *
   * @param pid the process
   * @param process what it is: {@code worker 3}, {@code agent}, or {@code program}
   * @param blobs how many blobs of its own it has
   * @param bytes how large they are
   * @param leases how many leases it has, on blobs of any process
   */
  public record Holder(long pid, String process, long blobs, long bytes, long leases) {}

  /**
   * A worker of the host.
   *
   * @param number its place on the host, from 0
   * @param pid its process; 0 if it is parked: it had nothing to do and has ended
   * @param state what it does, in lower case
   * @param slots how many tasks it runs at a time
   * @param running how many it runs now
   * @param runningTask the task that runs longest, or −1
   * @param runningMs how long that task has run, or 0
   * @param done attempts that ended well
   * @param failed attempts that ended in failure
   * @param busyMs how long tasks ran, added up over the slots
   * @param restarts how many processes had its place before; null where that is not known
   * @param dropped records in its inbox that it did not act upon: garbled, or for a worker that had
   *     the inbox before; null where that is not known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Worker(
      int number,
      long pid,
      String state,
      int slots,
      int running,
      long runningTask,
      long runningMs,
      long done,
      long failed,
      long busyMs,
      @Nullable Integer restarts,
      @Nullable Long dropped) {}
}
