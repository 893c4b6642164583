package dev.baton.cli.explain;

import dev.baton.cli.terminal.Times;
import dev.baton.config.Plural;
import dev.baton.journal.JobHistory;
import dev.baton.wire.JobBeat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where the time of a job went, as far as its beats tell: when the first task ended, when none did
 * for long, how long the last ones took when nothing waited any more.
 */
final class ProgressFindings {

  /** Beats are a second apart, or more on a cluster: what is shorter is not worth a word. */
  private static final long SHORTEST_MS = 3_000;

  private static final int LEAST_PART = 10;

  private ProgressFindings() {}

  /**
   * The findings, a sentence each.
   *
   * @param startMs when the job began
   * @param readyMs when its pool could take tasks; 0 if that is not known
   * @param endMs when it ended, or was last heard of
   */
  static List<String> of(List<JobHistory.Beat> beats, long startMs, long readyMs, long endMs) {
    List<String> findings = new ArrayList<>();
    long worthMs = Math.max(SHORTEST_MS, (endMs - startMs) / LEAST_PART);
    long beginMs = Math.max(startMs, readyMs);
    if (beginMs - startMs >= worthMs) {
      findings.add("It took " + Times.span(beginMs - startMs) + " until it had workers.");
    }
    if (beats.isEmpty()) {
      findings.add("The log does not say how far it was at any time.");
      return findings;
    }
    beats.stream()
        .filter(beat -> ended(beat) > 0)
        .findFirst()
        .filter(beat -> beat.atMs() - beginMs >= worthMs)
        .ifPresent(
            beat ->
                findings.add(
                    "After that, it took "
                        + Times.span(beat.atMs() - beginMs)
                        + " until a task had ended."));
    pause(beats, endMs, worthMs, findings);
    tail(beats, endMs, worthMs, findings);
    return findings;
  }

  /** The longest time in which no task ended. */
  private static void pause(
      List<JobHistory.Beat> beats, long endMs, long worthMs, List<String> findings) {
    long longestMs = 0;
    JobHistory.Beat before = beats.getFirst();
    JobHistory.Beat since = before;
    for (JobHistory.Beat beat : beats) {
      if (ended(beat) != ended(since)) {
        if (beat.atMs() - since.atMs() > longestMs && ended(since) > 0) {
          longestMs = beat.atMs() - since.atMs();
          before = since;
        }
        since = beat;
      }
    }
    if (endMs - since.atMs() > longestMs && since.progress().open() > 0 && ended(since) > 0) {
      longestMs = endMs - since.atMs();
      before = since;
    }
    if (longestMs >= worthMs) {
      findings.add(
          String.format(
              Locale.ROOT,
              "For %s from %s on, no task ended; %s.",
              Times.span(longestMs),
              Times.at(before.atMs()),
              where(before.progress())));
    }
  }

  /** The time since which nothing waited for a worker. */
  private static void tail(
      List<JobHistory.Beat> beats, long endMs, long worthMs, List<String> findings) {
    int from = beats.size();
    while (from > 0 && beats.get(from - 1).progress().pending() == 0) {
      from--;
    }
    if (from == 0 || from == beats.size()) {
      return;
    }
    JobHistory.Beat beat = beats.get(from);
    if (endMs - beat.atMs() >= worthMs && beat.progress().dispatched() > 0) {
      findings.add(
          String.format(
              Locale.ROOT,
              "The last %s took %s: from %s on nothing waited any more, so that workers had less"
                  + " and less to do.",
              Plural.of(beat.progress().dispatched(), "task"),
              Times.span(endMs - beat.atMs()),
              Times.at(beat.atMs())));
    }
  }

  /** Where the tasks are that have not ended. */
  static String where(JobBeat beat) {
    return String.format(
        Locale.ROOT,
        "%s %s with workers, %,d waited",
        Plural.of(beat.dispatched(), "task"),
        beat.dispatched() == 1 ? "was" : "were",
        beat.pending());
  }

  private static long ended(JobHistory.Beat beat) {
    return beat.progress().done() + beat.progress().failed();
  }
}
