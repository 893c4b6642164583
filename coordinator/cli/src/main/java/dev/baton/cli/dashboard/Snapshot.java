package dev.baton.cli.dashboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows at one moment, as it travels. Its size has a bound, whatever the pool has:
 * lists are cut, and say how much more there is. Times are milliseconds, points in time since the
 * epoch.
 *
 * @param atMs when
 * @param about what is shown
 * @param totals of all hosts and jobs
 * @param jobs the newest first
 * @param moreJobs how many are left out
 * @param hosts those in trouble first, then by name
 * @param moreHosts how many are left out
 * @param workers a part of them, as the view wants it
 * @param series what happened until now
 * @param store what hosts hold; null where that is not known
 * @param holders processes with most blobs
 * @param failures attempts that failed, alike ones together, the newest first
 * @param losses workers that died, the newest first
 * @param quarantine tasks that were given up, the newest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Snapshot(
    long atMs,
    About about,
    Totals totals,
    List<Job> jobs,
    int moreJobs,
    List<Host> hosts,
    int moreHosts,
    Workers workers,
    Series series,
    @Nullable Store store,
    List<Holder> holders,
    Problems failures,
    Problems losses,
    Problems quarantine) {

  /**
   * What is shown.
   *
   * @param title the job of a run, or the pool
   * @param pool the pool's name
   * @param version which Baton this is
   * @param scope {@code run} or {@code cluster}
   * @param end how the run ended; null before
   * @param notice what keeps the page from being complete; null if nothing does
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record About(
      String title,
      String pool,
      String version,
      String scope,
      @Nullable String end,
      @Nullable String notice) {}

  /**
   * Sums.
   *
   * @param workers that take tasks, or start
   * @param slots how many tasks they run at a time
   * @param running how many they run
   * @param waiting tasks that no worker runs yet
   * @param rate how many tasks have ended per second lately
   * @param waitMs how long tasks wait before they run; −1 where that is not known
   * @param restarts processes that took the place of one that had ended
   * @param lost workers that died
   * @param failed attempts that failed
   */
  record Totals(
      int workers,
      int slots,
      int running,
      long waiting,
      double rate,
      double waitMs,
      long restarts,
      long lost,
      long failed) {}

  /**
   * A job.
   *
   * @param tasks how many there are; −1 if nobody has counted them
   * @param rate how many have ended per second lately
   * @param etaMs how long the rest takes at that rate; −1 where nothing can be said
   * @param message why it ended as it did; null if there is nothing to say
   * @param canCancel whether the page can cancel it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Job(
      String id,
      String name,
      String command,
      String state,
      long tasks,
      long done,
      long failed,
      long running,
      long waiting,
      long startedMs,
      double rate,
      long etaMs,
      @Nullable String message,
      boolean canCancel) {}

  /**
   * A host.
   *
   * @param id its incarnation in hexadecimal
   * @param cpu processors that its workers keep busy; −1 where that is not known
   * @param memory of its workers' own
   * @param problems what speaks against it, in words
   * @param canDrain whether the page can have it leave
   */
  record Host(
      String id,
      String name,
      String state,
      int workers,
      int slots,
      int running,
      double cpu,
      long memory,
      long done,
      long failed,
      long restarts,
      long storeUsed,
      long storeLimit,
      List<String> problems,
      boolean canDrain) {}

  /**
   * A page of workers.
   *
   * @param total how many fit the view
   * @param from the place of the first one shown, from 0
   * @param states how many there are in each state, whatever the view
   * @param map a letter for each worker's state, by host and number; no more than it has room for
   */
  record Workers(int total, int from, List<StateCount> states, String map, List<Worker> rows) {}

  /** How many workers are in a state. */
  record StateCount(String state, int count) {}

  /**
   * A worker.
   *
   * @param task the number of the task that runs longest; −1 for none
   * @param taskMs how long it has run
   * @param busy the part of its slots' time in which tasks ran lately; −1 where that is not known
   * @param cpu processors it kept busy lately; −1 where that is not known
   * @param memory of its own; −1 where that is not known
   * @param evidence where the evidence of its predecessor's death is; −1 if there is none
   */
  record Worker(
      String host,
      int number,
      long pid,
      String state,
      int slots,
      int running,
      long task,
      long taskMs,
      long done,
      long failed,
      double busy,
      double cpu,
      long memory,
      int restarts,
      long evidence) {}

  /**
   * What happened until now, at points that are equally far apart.
   *
   * @param fromMs when the first value's time began
   * @param stepMs how long each value's time is
   * @param rate tasks that ended per second
   * @param waits how long tasks waited
   * @param isEstimate whether {@code waits} is what waits divided by the rate
   * @param running tasks that ran at the end of each value's time
   */
  record Series(
      long fromMs,
      long stepMs,
      List<Double> rate,
      List<Double> waits,
      boolean isEstimate,
      List<Long> running) {}

  /** What all hosts hold together. */
  record Store(
      long used,
      long warm,
      long limit,
      long spilled,
      long spillLimit,
      long blobs,
      long leases,
      long received) {}

  /** A process that keeps blobs. */
  record Holder(String host, String process, long blobs, long bytes, long leases) {}

  /**
   * Trouble of one kind.
   *
   * @param total how often there was some
   * @param rows the newest
   */
  record Problems(long total, List<Problem> rows) {}

  /**
   * Something that went wrong.
   *
   * @param text where the whole text is
   * @param atMs when it happened last
   * @param count how often
   * @param where which task, worker or host
   * @param summary its first line
   * @param replay what the page can run again; null for nothing
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Problem(
      long text, long atMs, long count, String where, String summary, @Nullable String replay) {}
}
