package dev.baton.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.TaskScope;
import dev.baton.process.TaskLine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskOutputTest {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out =
      new PrintStream(new TaskOutput(printed), true, StandardCharsets.UTF_8);

  @Test
  void linesOfTasksThatRunAtTheSameTimeNeverMix() throws Exception {
    int tasks = 4;
    int linesOfEach = 50;
    CyclicBarrier together = new CyclicBarrier(tasks);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      RunningTask task = task(i);
      threads.add(Thread.ofPlatform().start(() -> print(task, linesOfEach, together)));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    List<String> expected =
        IntStream.range(0, tasks)
            .boxed()
            .flatMap(task -> IntStream.range(0, linesOfEach).mapToObj(line -> said(task, line)))
            .toList();
    assertThat(lines()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void whatNoTaskPrintsHasNoMark() {
    out.println("a notice");

    assertThat(lines()).containsExactly("a notice");
  }

  @Test
  void aLineThatATaskHasNotEndedEndsWithTheTask() {
    RunningTask task = task(7);
    TaskScope.<Void, RuntimeException>call(
        task,
        () -> {
          out.print("no end");
          return null;
        });
    assertThat(lines()).isEmpty();

    task.endOutput();
    task.endOutput();

    assertThat(lines()).containsExactly(front(7) + "no end");
  }

  @Test
  void aLineThatIsTooLongIsSplitBetweenCharactersAndEachPartHasItsTask() {
    String text = "x" + "ä".repeat(20_000); // no character ends where a part could
    TaskScope.<Void, RuntimeException>call(
        task(7),
        () -> {
          out.println(text);
          return null;
        });

    assertThat(lines()).hasSizeGreaterThan(1).allMatch(line -> line.startsWith(front(7)));
    assertThat(String.join("", lines().stream().map(line -> after(line, front(7))).toList()))
        .isEqualTo(text);
  }

  private void print(RunningTask task, int count, CyclicBarrier together) {
    TaskScope.<Void, RuntimeException>call(
        task,
        () -> {
          for (int line = 0; line < count; line++) {
            out.print(task.taskId());
            await(together); // each has begun a line by now
            out.print(" says ");
            out.println(line);
          }
          return null;
        });
  }

  private static void await(CyclicBarrier together) {
    try {
      together.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static String said(int task, int line) {
    return front(task) + task + " says " + line;
  }

  private static String front(int task) {
    return TaskLine.prefix(task(task).jobId(), task, 1);
  }

  private static String after(String line, String front) {
    return line.substring(front.length());
  }

  private static RunningTask task(int number) {
    return new RunningTask(Records.task(), number, "host/0", 0, 0, Records.memory());
  }

  private List<String> lines() {
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
