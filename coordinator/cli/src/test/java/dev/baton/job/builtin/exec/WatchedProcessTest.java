package dev.baton.job.builtin.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.job.builtin.exec.CommandResult.Ending;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes, started in both ways. */
class WatchedProcessTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long MOST = 1 << 20;

  @TempDir Path folder;

  private static WatchedProcess.Outcome run(
      boolean isNative, String shellLine, long timeoutMs, long mostBytes) throws Exception {
    return new WatchedProcess(startOf(isNative, shellLine), timeoutMs, mostBytes).run();
  }

  private static WatchedProcess.Start startOf(boolean isNative, String shellLine) {
    return () -> {
      List<String> argv = List.of("/bin/sh", "-c", shellLine);
      return isNative
          ? NativeProcess.start(NativeSpawn.load().orElseThrow(), argv)
          : JdkProcess.start(argv);
    };
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void outputsAreKeptApartAndTheInputIsEmpty(boolean isNative) throws Exception {
    WatchedProcess.Outcome outcome = run(isNative, "cat; echo out; echo err >&2; exit 3", 0, MOST);

    assertThat(outcome.ending()).isEqualTo(Ending.OWN);
    assertThat(outcome.end().exitCode()).isEqualTo(3);
    assertThat(text(outcome.out())).isEqualTo("out\n");
    assertThat(text(outcome.err())).isEqualTo("err\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void atTheLimitTheWholeTreeIsEnded(boolean isNative) throws Exception {
    Path pid = folder.resolve("pid");
    String line = "trap '' TERM; sleep 1000 & echo $! > " + pid + "; wait; sleep 1000";
    WatchedProcess.Outcome outcome = run(isNative, line, 1_000, MOST);

    assertThat(outcome.ending()).isEqualTo(Ending.TIMED_OUT);
    await().atMost(PATIENCE).until(() -> Files.exists(pid) && Files.size(pid) > 0);
    long child = Long.parseLong(Files.readString(pid).strip());
    await()
        .atMost(PATIENCE)
        .until(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneThatWritesTooMuchIsEnded(boolean isNative) throws Exception {
    assertThat(run(isNative, "exec yes", 0, 100).ending()).isEqualTo(Ending.TOO_MUCH_OUTPUT);
  }

  @Test
  void whatACommandHasStartedHasTimeToEndToo() throws Exception {
    Path cleaned = folder.resolve("cleaned");
    String child =
        "trap 'sleep 0.1; touch %s; exit' TERM; touch %s; while :; do sleep 0.01; done"
            .formatted(cleaned, folder.resolve("ready"));
    String parent = "sh -c \"%s\" & wait".formatted(child);

    assertThat(run(true, parent, 2_000, MOST).ending()).isEqualTo(Ending.TIMED_OUT);

    assertThat(folder.resolve("ready")).as("it had begun").exists();
    assertThat(cleaned).exists();
  }

  @Test
  void whatHasLeftTheGroupIsAskedToEndToo() throws Exception {
    Path asked = folder.resolve("asked");
    String child =
        "trap 'touch %s; exit' TERM; touch %s; while :; do sleep 0.01; done"
            .formatted(asked, folder.resolve("ready"));
    String parent = "setsid sh -c \"%s\" & wait".formatted(child);

    assertThat(run(true, parent, 2_000, MOST).ending()).isEqualTo(Ending.TIMED_OUT);

    assertThat(asked).exists();
  }

  @Test
  void aCommandThatHasEndedInTimeHasNotTimedOut() throws Exception {
    WatchedProcess.Start slow =
        () -> {
          CommandProcess process = startOf(false, "exit 3").start();
          var _ = process.await(PATIENCE);
          return process;
        };

    assertThat(new WatchedProcess(slow, 1, MOST).run().ending()).isEqualTo(Ending.OWN);
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void anInterruptEndsIt(boolean isNative, boolean isVirtual) throws Exception {
    Path pid = folder.resolve("pid");
    CompletableFuture<Boolean> isInterrupted = new CompletableFuture<>();
    Thread running =
        (isVirtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon())
            .start(
                () -> {
                  try {
                    run(isNative, "echo $$ > " + pid + "; exec sleep 1000", 0, MOST);
                    isInterrupted.complete(false);
                  } catch (InterruptedException e) {
                    isInterrupted.complete(true);
                  } catch (Exception e) {
                    isInterrupted.completeExceptionally(e);
                  }
                });
    await().atMost(PATIENCE).until(() -> Files.exists(pid) && Files.size(pid) > 0);

    running.interrupt();

    assertThat(isInterrupted.get(60, TimeUnit.SECONDS)).isTrue();
    assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))).isEmpty();
  }

  @Test
  void whatItLeavesInTheBackgroundCanStillWrite() throws Exception {
    Path wrote = folder.resolve("wrote");
    String background = "(trap '' HUP; sleep 0.2; echo late && touch " + wrote + ") &";

    assertThat(run(true, "echo early; " + background, 0, MOST).out()).asString().contains("early");

    await().atMost(PATIENCE).until(() -> Files.exists(wrote));
  }

  @Test
  void aSignalIsToldFromAnExitCodeAndTheTimeOfTheCpuIsKnown() throws Exception {
    String busy = "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; exit 137";
    ProcessEnd killed = run(true, "kill -9 $$", 0, MOST).end();
    ProcessEnd ended = run(true, busy, 0, MOST).end();

    assertThat(killed.signal()).isEqualTo(9);
    assertThat(ended.signal()).isZero();
    assertThat(ended.exitCode()).isEqualTo(137);
    assertThat(ended.use().userUs() + ended.use().systemUs()).isPositive();
  }

  @Test
  void itGetsNoDescriptorOfTheWorkerAndNoSignalIsBlocked() throws Exception {
    // Of the last program and not of the shell, which blocks signals while it waits for one.
    String line = "ls /proc/$$/fd; exec grep SigBlk /proc/self/status";

    String seen = text(run(true, line, 0, MOST).out());

    assertThat(seen.lines().filter(word -> word.matches("\\d+"))).containsExactly("0", "1", "2");
    assertThat(seen).contains("SigBlk:\t0000000000000000");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsNotThereOrCannotBeRunHasTheExitCodeOfAShell(boolean isNative) {
    assertThatThrownBy(() -> startProgram(isNative, "/nowhere/nothing"))
        .isInstanceOfSatisfying(
            NotStartedException.class, e -> assertThat(e.exitCode()).isEqualTo(127));
    assertThatThrownBy(() -> startProgram(isNative, "/etc/passwd"))
        .isInstanceOfSatisfying(
            NotStartedException.class, e -> assertThat(e.exitCode()).isEqualTo(126));
  }

  private static void startProgram(boolean isNative, String program) throws Exception {
    List<String> argv = List.of(program);
    if (isNative) {
      NativeProcess.start(NativeSpawn.load().orElseThrow(), argv).close();
    } else {
      JdkProcess.start(argv).close();
    }
  }
}
