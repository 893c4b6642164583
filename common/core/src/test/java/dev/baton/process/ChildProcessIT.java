package dev.baton.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.EnvironmentException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ChildProcessIT {

  private static final Duration START = Duration.ofSeconds(60);

  /** What a child allows itself when its parent is gone, and as much again for a busy machine. */
  private static final Duration END = ParentLink.HALT_AFTER.multipliedBy(2);

  private final List<String> output = new CopyOnWriteArrayList<>();

  @Test
  void blocksGoDownAndAnswersComeBack() {
    Map<String, String> secrets = Map.of("password", "p=#:\n\"ü\"", "empty", "");
    try (ChildProcess child = start(TalkingChild.class)) {
      child.writeBlock(secrets);
      assertThat(child.awaitReady(START)).isEqualTo(secrets);

      child.writeBlock(Map.of("second", "block"));
      await().until(() -> output.contains("got {second=block}"));
      assertThat(child.lastLines()).contains("got {second=block}");
    }
  }

  @Test
  void closingEndsTheChildInOrder() {
    ChildProcess child = start(TalkingChild.class);
    child.writeBlock(Map.of());
    child.awaitReady(START);

    ChildExit exit = child.stop(END);

    assertThat(exit.code()).isZero();
    assertThat(exit.lastLines()).contains("parent is gone");
    assertThat(child.onExit()).isCompletedWithValue(exit);
    assertThatThrownBy(() -> child.writeBlock(Map.of("a", "b")))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("has ended");
  }

  @Test
  void aChildThatHaltsDoesNotTakeItsParentForGone() throws Exception {
    try (ChildProcess child = start(RoughChild.class)) {
      child.writeBlock(Map.of());
      child.awaitReady(START);
      child.writeBlock(Map.of("after", "interrupts"));

      ChildExit exit = child.onExit().get(START.toSeconds(), TimeUnit.SECONDS);

      assertThat(exit.code()).isEqualTo(RoughChild.CODE);
      assertThat(exit.lastLines()).containsExactly("got {after=interrupts}");
    }
  }

  @Test
  void childThatWillNotEndIsHaltedByItself() {
    ChildProcess child = start(StubbornChild.class);
    child.awaitReady(START);

    assertThat(child.stop(START).code()).isEqualTo(1);
  }

  @Test
  void childThatWillNotEndInTimeIsKilled() {
    ChildProcess child = start(StubbornChild.class);
    child.awaitReady(START);

    assertThat(child.stop(Duration.ofMillis(50)).describe()).isEqualTo("signal 9 (killed)");
  }

  @Test
  void interruptStopsTheWaitingAndKillsTheChild() {
    ChildProcess child = start(StubbornChild.class);
    child.awaitReady(START);

    Thread.currentThread().interrupt();
    ChildExit exit = child.stop(START);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(exit.code()).isEqualTo(137);
  }

  @Test
  void errorOfTheChildIsTheMessage() {
    try (ChildProcess child = start(FailingChild.class, "says")) {
      assertThatThrownBy(() -> child.awaitReady(START))
          .isInstanceOf(EnvironmentException.class)
          .hasMessage("There is no room for 2 words, 100 % sure.");
    }
  }

  @Test
  void endBeforeReadyCarriesTheEvidence() {
    try (ChildProcess child = start(FailingChild.class, "prints")) {
      assertThatThrownBy(() -> child.awaitReady(START))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("exit code 7")
          .hasMessageContaining("something broke");
    }
  }

  @Test
  void waitingForReadyHasALimit() {
    try (ChildProcess child = start(TalkingChild.class)) {
      assertThatThrownBy(() -> child.awaitReady(Duration.ofMillis(1)))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("did not start within 1 ms");
    }
  }

  @Test
  void terminalInterruptIsLeftToTheParent() throws Exception {
    try (ChildProcess child = start(TalkingChild.class)) {
      child.writeBlock(Map.of());
      child.awaitReady(START);

      Process kill = new ProcessBuilder("kill", "-INT", Long.toString(child.pid())).start();
      assertThat(kill.waitFor()).isZero();
      child.writeBlock(Map.of("still", "here"));

      await().until(() -> output.contains("got {still=here}"));
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {TalkingChild.class, StubbornChild.class})
  void killedParentTakesItsChildWithIt(Class<?> leaf) throws IOException {
    Process middle = startMiddle(leaf);
    try (BufferedReader lines = middle.inputReader(StandardCharsets.UTF_8)) {
      ProcessHandle child = ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
      assertThat(child.isAlive()).isTrue();

      middle.destroyForcibly();

      await().atMost(END).until(() -> !child.isAlive());
    } finally {
      middle.destroyForcibly();
    }
  }

  @Test
  void optionsFromTheEnvironmentReachTheChildWithoutNoise() throws IOException {
    Process middle = startMiddle(TalkingChild.class);
    try (BufferedReader errors = middle.errorReader(StandardCharsets.UTF_8);
        BufferedReader lines = middle.inputReader(StandardCharsets.UTF_8)) {
      assertThat(lines.readLine()).containsOnlyDigits();
      middle.toHandle().destroy(); // Process.destroy would close its streams
      assertThat(errors.lines().filter(line -> line.startsWith("Picked up")))
          .as("notices: the middle process's own, none of its child")
          .hasSize(2);
    } finally {
      middle.destroyForcibly();
    }
  }

  private ChildProcess start(Class<?> main, String... arguments) {
    JvmCommand.Builder command = JvmCommand.builder(main.getName());
    for (String argument : arguments) {
      command.argument(argument);
    }
    return ChildProcess.start("child", command.build(), output::add);
  }

  private static Process startMiddle(Class<?> leaf) throws IOException {
    ProcessBuilder middle =
        new ProcessBuilder(
            JvmCommand.builder(MiddleProcess.class.getName())
                .argument(leaf.getName())
                .build()
                .words());
    middle.environment().put("JAVA_TOOL_OPTIONS", "-Dfrom.environment=yes");
    middle.environment().put("_JAVA_OPTIONS", "-Dalso.from.environment=yes");
    return middle.start();
  }
}
