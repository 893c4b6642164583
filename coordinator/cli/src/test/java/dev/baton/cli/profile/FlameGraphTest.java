package dev.baton.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FlameGraphTest {

  private static final StackFrame THREAD = StackFrame.thread("baton-task-17");
  private static final StackFrame RUN = new StackFrame("dev.baton.worker.TaskRunner", "run");
  private static final StackFrame WORK = new StackFrame("org.example.Work", "call");
  private static final StackFrame HASH = new StackFrame("java.util.zip.CRC32", "update");

  private final FlameGraph graph = new FlameGraph();

  @Test
  void aFrameIsAsWideAsItWasSampledBelowTheSameCallers() {
    add(6, THREAD, RUN, WORK);
    add(3, THREAD, RUN, WORK, HASH);
    add(1, THREAD, RUN);

    FlameNode run = graph.root().callee(THREAD).callee(RUN);
    assertThat(graph.samples()).isEqualTo(10);
    assertThat(run.samples()).isEqualTo(10);
    assertThat(run.own()).isEqualTo(1);
    assertThat(run.callee(WORK).samples()).isEqualTo(9);
    assertThat(run.callee(WORK).own()).isEqualTo(6);
    assertThat(graph.hottest(2))
        .containsExactly(new FlameGraph.Method(WORK, 6, 9), new FlameGraph.Method(HASH, 3, 3));
  }

  @Test
  void aMethodThatCallsItselfCountsOnceForASample() {
    add(2, THREAD, WORK, WORK, WORK);

    assertThat(graph.hottest(9)).containsExactly(new FlameGraph.Method(WORK, 2, 2));
  }

  @Test
  void framesSayWhoseTheyAreAndThreadsOfAKindAreOne() {
    assertThat(THREAD).isEqualTo(StackFrame.thread("baton-task-4"));
    assertThat(Stream.of(THREAD, RUN, WORK, HASH).map(StackFrame::owner))
        .containsExactly(
            StackFrame.Owner.THREAD,
            StackFrame.Owner.BATON,
            StackFrame.Owner.PROGRAM,
            StackFrame.Owner.JDK);
    assertThat(new StackFrame("dev.baton.job.builtin.sum.SumNumbers", "add").owner())
        .isEqualTo(StackFrame.Owner.PROGRAM);
  }

  @Test
  void rareFramesAreLeftOutAndThatIsSaid() {
    add(9_999, THREAD, WORK);
    add(1, THREAD, HASH);

    assertThat(FlameGraphFragment.of(graph))
        .contains("10,000 samples", "org.example.Work.call (program): 100.0 %, 9,999 samples")
        .contains("1 of 4 frames are not shown: those with fewer than 10 samples (0.10 %).")
        .doesNotContain("CRC32.update (JDK)");
  }

  @Test
  void theFragmentHasALimitedSizeWhateverWasSampled() {
    for (int number : IntStream.range(0, 30_000).toArray()) {
      add(1, THREAD, new StackFrame("C" + number, "m"), new StackFrame("D" + number % 700, "m"));
    }
    IntStream.range(0, 700).forEach(i -> add(40, THREAD, deep("E" + i, 12)));

    String fragment = FlameGraphFragment.of(graph);

    assertThat(fragment.split("<button ", -1)).hasSizeBetween(2, 4_001);
    assertThat(fragment).contains("frames are not shown").hasSizeLessThan(2 << 20);
  }

  @Test
  void namesAreTextInThePage() {
    add(1, THREAD, new StackFrame("org.example.\"A&B\"", "<init>"));

    String page = FlameGraphPage.of(graph);

    assertThat(page)
        .contains(">&quot;A&amp;B&quot;.&lt;init&gt;</button>")
        .contains("title=\"org.example.&quot;A&amp;B&quot;.&lt;init&gt; (program)")
        .doesNotContain("<init>", "@@", "http://", "https://");
  }

  @Test
  void withoutSamplesThePageSaysSo() {
    assertThat(FlameGraphPage.of(graph)).contains("No sample of running Java code was taken");
  }

  private static StackFrame[] deep(String type, int depth) {
    return IntStream.range(0, depth)
        .mapToObj(i -> new StackFrame(type, "m" + i))
        .toArray(StackFrame[]::new);
  }

  private void add(int times, StackFrame thread, StackFrame... methods) {
    List<StackFrame> stack = Stream.concat(Stream.of(thread), Stream.of(methods)).toList();
    IntStream.range(0, times).forEach(_ -> graph.add(stack));
  }
}
