package dev.baton.agent.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.process.ChildExit;
import dev.baton.store.WorkerSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {

  @TempDir private Path directory;

  @Test
  void killOfOthersIsNotOurs() {
    Evidence evidence = evidence();

    assertThat(evidence.of(exit(137, false), 7, ""))
        .isEqualTo("signal 9 (killed); no process of Baton sent it; it ran task 7");
    assertThat(evidence.of(exit(137, true), WorkerSnapshot.NO_TASK, ""))
        .isEqualTo("signal 9 (killed); it ran no task");
  }

  @Test
  void killOfTheKernelIsNamedWhenItCountedOne() throws IOException {
    Path counters = directory.resolve("memory.events");
    Files.writeString(counters, "low 0\noom 3\noom_kill 3\noom_group_kill 0\n");
    Evidence evidence = evidence();
    assertThat(evidence.of(exit(137, false), 7, "")).contains("no process of Baton");

    Files.writeString(counters, "low 0\noom 4\noom_kill 4\noom_group_kill 0\n");

    assertThat(evidence.of(exit(137, false), 7, "")).contains("out-of-memory killer");
    assertThat(evidence.of(exit(137, false), 7, "")).contains("no process of Baton");
  }

  @Test
  void lastLinesAreFewAndShort() {
    List<String> lines = IntStream.range(0, 40).mapToObj(i -> i + "x".repeat(9_000)).toList();

    String text = evidence().of(new ChildExit(1, 3, false, lines), 7, "");

    assertThat(text)
        .startsWith("exit code 3; it ran task 7")
        .contains("\n  39x")
        .hasSizeLessThan(9_000);
  }

  @Test
  void crashFileTellsSignalAndFrame() throws IOException {
    CrashFiles files = new CrashFiles(directory);
    Path file = Path.of(files.flags().getFirst().replaceFirst("^.*=", "").replace("%p", "12"));
    Files.writeString(
        file,
        """
        #
        #  SIGSEGV (0xb) at pc=0x00007f, pid=12, tid=13
        #
        # Problematic frame:
        # C  [libc.so.6+0x85f14]
        #
        """);

    assertThat(files.describe(12))
        .isEqualTo("crashed by SIGSEGV in C  [libc.so.6+0x85f14], see " + file);
    assertThat(files.describe(13)).isEmpty();
  }

  private Evidence evidence() {
    return new Evidence(
        new CrashFiles(directory)::describe,
        new OutOfMemoryKills(
                List.of(directory.resolve("not there"), directory.resolve("memory.events")))
            ::count);
  }

  private static ChildExit exit(int code, boolean killedByParent) {
    return new ChildExit(1, code, killedByParent, List.of());
  }
}
