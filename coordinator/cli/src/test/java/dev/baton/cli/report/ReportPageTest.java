package dev.baton.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.LossCause;
import dev.baton.PoolEvent;
import dev.baton.PoolEvent.Attempts;
import dev.baton.timeline.AttemptSpan;
import dev.baton.timeline.AttemptSpan.End;
import dev.baton.timeline.WorkerLane;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportPageTest {

  private static final long ZERO = 1_700_000_000_000_000L;
  private static final long SECOND = 1_000_000;

  private final ReportSink sink = new ReportSink(ZERO);

  @Test
  void theEndIsHeldUpByWhatRanAlone() {
    start("vm/0", 0);
    start("vm/1", 0);
    start("vm/2", 0);
    ran("vm/0", 0, 1, 0, 2, End.DONE);
    ran("vm/1", 1, 1, 0, 4, End.DONE);
    ran("vm/2", 2, 1, 0, 2, End.DONE);
    ran("vm/2", 3, 2, 2, 10, End.DONE);

    Tail tail = Tail.of(sink.workers());
    assertThat(tail.micros()).as("vm/0 has nothing from second 2 on").isEqualTo(8 * SECOND);
    assertThat(tail.idleMicros()).isEqualTo((8 + 6) * SECOND);
    assertThat(tail.atStakeMicros()).isEqualTo(14 * SECOND / 3);
    assertThat(tail.last().getFirst().piece().attempts().task()).isEqualTo(3);
    assertThat(tail.last().getFirst().aloneMicros()).isEqualTo(6 * SECOND);
    assertThat(tail.last()).extracting(Tail.Last::others).containsExactly(0, 1, 2);
    assertThat(TailSection.sentences(sink, tail))
        .containsExactly(
            "For the last 8.0 s (80 % of the time since the first task began), not all of the 3"
                + " slots had work. Together they stood idle for 14.0 s of slot time; shared out"
                + " evenly, the rest would have ended 4.7 s sooner.",
            "For the last 6.0 s, task 3, attempt 2 ran alone: it took 8.0 s, 4 times the median of"
                + " 2.0 s, and began 2.0 s after the first; it was attempt 2.");
  }

  @Test
  void aWorkerThatCameInPlaceOfAnotherWasNotIdleBefore() {
    start("vm/0", 0);
    start("vm/1", 0);
    ran("vm/0", 0, 1, 0, 10, End.DONE);
    ran("vm/1", 1, 1, 0, 3, End.LOST);
    lose("vm/1", 3, 1);
    restart("vm/1", 7);

    Tail tail = Tail.of(sink.workers());
    assertThat(tail.micros()).isEqualTo(3 * SECOND);
    assertThat(tail.idleMicros()).isEqualTo(3 * SECOND);
    WorkerUse replaced = sink.workers().getLast();
    assertThat(replaced.upMicros(ZERO + 10 * SECOND)).isEqualTo(6 * SECOND);
    assertThat(replaced.idleMicros(ZERO + 10 * SECOND)).isEqualTo(3 * SECOND);
    assertThat(page()).contains("replaced 4.0 s later", "while task 1 ran");
  }

  @Test
  void idleTimeIsBeforeBetweenAndAfterTasks() {
    start("vm/0", 1);
    ran("vm/0", 0, 1, 3, 4, End.DONE);
    ran("vm/0", 1, 1, 5, 6, End.DONE);
    start("vm/1", 0);
    ran("vm/1", 2, 1, 0, 10, End.DONE);

    long end = ZERO + 10 * SECOND;
    WorkerUse worker = sink.workers().getFirst();
    assertThat(worker.idleMicros(end)).isEqualTo(7 * SECOND);
    assertThat(worker.idleBeforeMicros()).isEqualTo(2 * SECOND);
    assertThat(worker.idleAfterMicros(end)).isEqualTo(4 * SECOND);
    assertThat(TaskSections.idle(sink).html())
        .contains(
            "<td>vm/0</td><td class=\"r\">1</td><td class=\"r\">9.0 s</td><td class=\"r\">78 %</td>"
                + "<td class=\"r\">7.0 s</td><td class=\"r\">2.0 s</td><td class=\"r\">1.0 s</td>"
                + "<td class=\"r\">4.0 s</td>");
  }

  @Test
  void theLongestTasksComeFirst() {
    start("vm/0", 0);
    for (int i = 0; i < 1_000; i++) {
      ran("vm/0", i, 1, i, i + (i == 700 ? 0.9 : 0.1), End.DONE);
    }
    assertThat(sink.listed().longestFirst()).hasSize(ReportSink.MOST_LISTED);
    assertThat(sink.listed().longestFirst().getFirst().attempts().task()).isEqualTo(700);
    assertThat(TaskSections.longest(sink).html())
        .contains(
            "The 25 longest of 1,000 attempts", "<td>task 700</td><td class=\"r\">900 ms</td>");
  }

  @Test
  void thePageOfAMillionTasksIsSmallAndSaysWhatItLeavesOut() {
    int workers = 400;
    for (int i = 0; i < workers; i++) {
      start("host-" + i + "/0", 0);
    }
    for (int i = 0; i < 1_000_000; i++) {
      int round = i / workers;
      double from = 0.01 * round;
      End end = i % 1_000 == 0 ? End.FAILED : i % 1_001 == 0 ? End.LOST : End.DONE;
      String text = end == End.DONE ? "" : "trouble " + i + "\n" + "at frame\n".repeat(2_000);
      ran("host-" + i % workers + "/0", i, 1, from, from + 0.008 + i % 7 * 1e-4, end, text);
    }
    String page = page();
    assertThat(page.length()).isLessThan(2_000_000);
    assertThat(page)
        .contains(
            "the 2,000 longest of 1,000,000 attempts and chunks are drawn",
            "100 of 400 slots are shown",
            "The 50 that idled longest, of 400 workers",
            "The first 40 kinds");
    assertThat(count(page, "<rect class=\"(done|failed|lost)[^>]*><title>"))
        .isLessThanOrEqualTo(ReportSink.MOST_DRAWN);
  }

  @Test
  void whatTasksSayIsTextAndNoMarkup() {
    start("vm/0", 0);
    ran("vm/0", 0, 1, 0, 1, End.FAILED, "<script>alert('1')</script> & \"more\"\u0007\nat Frame");

    assertThat(page())
        .doesNotContain("<script")
        .contains(
            "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;more&quot;?\nat Frame");
  }

  @Test
  void nothingRunsButTheScriptsOfSectionsOfOthers() {
    ReportSection flames = new ReportSection("flames", "Flames", "<script>draw()</script>");

    assertThat(page()).contains("script-src 'none'");
    assertThat(ReportPage.of(facts(), sink, List.of(flames)))
        .contains("script-src 'sha256-jm3FkV4tNIdBUr8jRVVl5n9PUixlaxTWD0pdpFiSH5A='");
  }

  @Test
  void sectionsOfOthersStandBehindAndInTheContents() {
    String page =
        ReportPage.of(facts(), sink, List.of(new ReportSection("flames", "Flames", "<p>hot</p>")));

    assertThat(page)
        .contains("<a href=\"#flames\">Flames</a>", "<section id=\"flames\"", "<p>hot</p>")
        .doesNotContain("@@")
        .contains("No worker took tasks.");
  }

  @Test
  void timesThatOutgrowTheirPartsAreKept() {
    TimeBins bins = new TimeBins(ZERO);
    for (int i = 0; i < 100; i++) {
      bins.take(ZERO + i * SECOND, ZERO + i * SECOND + SECOND / 2, 1);
    }
    double[] means = bins.means(0, ZERO + 100 * SECOND);
    assertThat(means.length).isLessThanOrEqualTo(TimeBins.MOST).isGreaterThan(TimeBins.MOST / 3);
    double taken = 0;
    for (double mean : means) {
      taken += mean * bins.widthMicros();
    }
    assertThat(taken).isBetween(49.5 * SECOND, 50.5 * SECOND);
  }

  private static long count(String page, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(page);
    return matcher.results().count();
  }

  private String page() {
    return ReportPage.of(facts(), sink, List.of());
  }

  private static RunFacts facts() {
    return new RunFacts(
        "sum",
        "20261130-101010-abcd",
        "baton run sum",
        "done",
        null,
        3,
        3,
        0,
        0,
        0,
        1,
        Duration.ofSeconds(12),
        Duration.ofSeconds(1),
        "test");
  }

  private void start(String worker, double second) {
    sink.started(new PoolEvent.WorkerStarted(at(second), 1, worker, 1, 100), 0);
  }

  private void restart(String worker, double second) {
    sink.started(new PoolEvent.WorkerStarted(at(second), 2, worker, 1, 101), 1);
  }

  private void lose(String worker, double second, long task) {
    sink.lost(
        new PoolEvent.WorkerLost(
            at(second),
            1,
            worker,
            LossCause.CRASHED,
            "signal 9",
            task,
            List.of(new Attempts(task, 1, 1))));
  }

  private void ran(String worker, long task, int number, double from, double to, End end) {
    ran(worker, task, number, from, to, end, "");
  }

  private void ran(
      String worker, long task, int number, double from, double to, End end, String text) {
    sink.attempt(
        new AttemptSpan(
            new Attempts(task, 1, number),
            worker,
            new WorkerLane(worker, 0),
            end,
            end == End.DONE ? 1 : 0,
            at(from),
            at(from),
            at(from),
            at(from),
            at(from),
            at(to),
            at(to),
            at(to),
            null,
            end == End.LOST ? LossCause.CRASHED : null,
            text));
  }

  private static long at(double second) {
    return ZERO + Math.round(second * SECOND);
  }
}
