package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.launch.StandbyUser;
import dev.baton.process.Signals;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code baton up}, and who takes its workers, with the packed Baton and real processes. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StandbyIT extends WithSandbox {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final List<Program> programs = new ArrayList<>();

  @BeforeEach
  void packed() {
    sandbox.usePackedBaton();
  }

  @AfterEach
  void endPrograms() {
    programs.forEach(program -> program.process.destroyForcibly());
  }

  /** A {@link StandbyUser}. */
  private final class Program {

    private final Process process;
    private final BufferedReader out;
    private final List<String> notices = new ArrayList<>();

    Program(String... arguments) throws IOException {
      process = sandbox.startProgram(StandbyUser.class, List.of(arguments));
      out = process.inputReader();
      programs.add(this);
    }

    /** The next line that is no notice. */
    String line() throws IOException {
      String line = out.readLine();
      while (line != null && (line.startsWith("notice: ") || line.startsWith("printed: "))) {
        notices.add(line);
        line = out.readLine();
      }
      return line;
    }

    String ask(String question) throws IOException {
      process.outputWriter().write(question + "\n");
      process.outputWriter().flush();
      return line();
    }

    /** Its workers when there are two, all alive, and its tasks have their results. */
    List<Long> workers() {
      List<Long> pids = new ArrayList<>();
      await()
          .atMost(LIMIT)
          .until(
              () -> {
                String answer = ask("who");
                assertThat(answer).startsWith("12 from ");
                pids.clear();
                Stream.of(answer.substring("12 from ".length()).split(" "))
                    .filter(word -> !word.isEmpty())
                    .map(Long::parseLong)
                    .filter(pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false))
                    .forEach(pids::add);
                return pids.size() == 2;
              });
      return pids;
    }

    void end() throws Exception {
      process.outputWriter().close();
      assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  private void up(String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("up", "--workers=2"));
    words.addAll(List.of(options));
    BatonProcess up = sandbox.run(words.toArray(String[]::new)).endsWith(0);
    assertThat(up.err()).contains("2 standby workers ready (process ", "baton down");
    assertThat(up.out()).isEmpty();
  }

  private void down() throws IOException {
    assertThat(sandbox.run("down").endsWith(0).err()).contains("standby workers have ended");
  }

  private JsonNode status() throws IOException {
    String json = sandbox.run("status", "--json").endsWith(0).out();
    return new ObjectMapper().readTree(json).at("/standby");
  }

  private void awaitFree(int workers) {
    await().atMost(LIMIT).until(() -> status().at("/free").asInt() == workers);
  }

  private static ProcessHandle process(long pid) {
    return ProcessHandle.of(pid).orElseThrow();
  }

  private List<Long> standby() throws IOException {
    return process(status().at("/pid").asLong())
        .children()
        .map(ProcessHandle::pid)
        .sorted()
        .toList();
  }

  @Test
  void commandsSayWhatThereIs() throws IOException {
    assertThat(sandbox.run("down").endsWith(0).err()).contains("no standby workers");
    up();

    assertThat(sandbox.run("up", "--workers=2").endsWith(0).err()).contains("run already");
    assertThat(sandbox.run("up", "--workers=1").endsWith(3).err())
        .contains("another workers: 2", "baton down");
    assertThat(sandbox.run("status").endsWith(0).out())
        .contains("standby: process ", "2 workers free, 0 in use");

    down();
    assertThat(sandbox.run("status").endsWith(0).out()).contains("Nothing runs");
    sandbox.assertNothingLeft();
  }

  @Test
  void theyEndWhenNobodyUsesThem() throws IOException {
    up("--idle-timeout=1s");

    sandbox.assertNothingLeft();
  }

  @Test
  void aRunTakesThemFromAnotherFolder() throws IOException {
    up();
    List<Long> before = standby();
    Files.writeString(folder.resolve("text.txt"), "one two two\n");

    BatonProcess run =
        sandbox
            .startIn(folder, "run", "--workers=2", "--attach=always", "wordcount", "text.txt")
            .endsWith(0);

    assertThat(run.out()).isEqualTo("2\ttwo\n1\tone\n");
    assertThat(run.err()).isEmpty();
    awaitFree(2);
    assertThat(standby()).doesNotContainAnyElementsOf(before);
    down();
    sandbox.assertNothingLeft();
  }

  @Test
  void aRunThatMustAttachSaysWhatToDoIfThereAreNone() throws IOException {
    BatonProcess run =
        sandbox.run("run", "--attach=always", "sum", "--to=10", "--tasks=2").endsWith(3);

    assertThat(run.err()).contains("baton up");
    sandbox.assertNothingLeft();
  }

  @Test
  void aProgramHasThemForItselfAloneAndFindsItsClassesInThem() throws Exception {
    up();
    List<Long> before = standby();
    Program program = new Program();
    assertThat(program.line()).isEqualTo("built");

    assertThat(program.workers()).isEqualTo(before);
    assertThat(program.ask("classes")).isEqualTo("classes: true true 1000");
    assertThat(program.ask("print")).isEqualTo("done: printed");
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              program.ask("who");
              assertThat(program.notices)
                  .anyMatch(line -> line.endsWith("] to out"))
                  .anyMatch(line -> line.endsWith("] to err"));
            });
    assertThat(status().at("/inUse").asInt()).isEqualTo(2);
    program.end();

    awaitFree(2);
    assertThat(standby()).doesNotContainAnyElementsOf(before);
    down();
    sandbox.assertNothingLeft();
  }

  @Test
  void aProgramOnTheLogTakesThemToo() throws Exception {
    up();
    List<Long> before = standby();
    Program program = new Program("kafka");
    assertThat(program.line()).isEqualTo("built");

    assertThat(program.workers()).isEqualTo(before);
    program.end();

    down();
    sandbox.assertNothingLeft();
  }

  @Test
  void aProgramThatTheyDoNotFitSaysWhyAndStartsItsOwn() throws Exception {
    up();
    List<Long> before = standby();
    Program program = new Program("-Xss4m");
    assertThat(program.line()).isEqualTo("built");

    assertThat(program.workers()).doesNotContainAnyElementsOf(before);
    assertThat(program.notices).singleElement().asString().contains("-Xss4m", "starts its own");
    program.end();

    assertThat(standby()).isEqualTo(before);
    down();
    sandbox.assertNothingLeft();
  }

  @Test
  void ofTwoProgramsAtOnceBothHaveWorkers() throws Exception {
    up();
    List<Long> before = standby();
    Program one = new Program();
    Program two = new Program();
    assertThat(one.line()).isEqualTo("built");
    assertThat(two.line()).isEqualTo("built");

    List<Long> all = new ArrayList<>(one.workers());
    all.addAll(two.workers());
    assertThat(all).hasSize(4).doesNotHaveDuplicates().containsAll(before);
    one.end();
    two.end();

    awaitFree(2);
    down();
    sandbox.assertNothingLeft();
  }

  @Test
  void aProgramThatIsKilledTakesItsWorkersAndTheirChildrenWithIt() throws Exception {
    up();
    Program program = new Program();
    assertThat(program.line()).isEqualTo("built");
    List<Long> workers = program.workers();
    long child = Long.parseLong(program.ask("child").substring("child: ".length()));
    assertThat(process(child).isAlive()).isTrue();

    program.process.destroyForcibly();

    awaitFree(2);
    assertThat(standby()).doesNotContainAnyElementsOf(workers);
    await().atMost(LIMIT).until(() -> ProcessHandle.of(child).isEmpty());
    down();
    sandbox.assertNothingLeft();
  }

  @Test
  void aWorkerThatIsKilledIsReplaced() throws Exception {
    up();
    Program program = new Program();
    assertThat(program.line()).isEqualTo("built");
    List<Long> before = program.workers();

    Signals.kill(before.getFirst());

    assertThat(program.workers()).hasSize(2).doesNotContain(before.getFirst());
    program.end();
    awaitFree(2);
    down();
    sandbox.assertNothingLeft();
  }

  @Test
  void aServerThatIsKilledOrDownCostsAProgramItsWorkersAndNothingElse() throws Exception {
    up();
    Program program = new Program();
    assertThat(program.line()).isEqualTo("built");
    List<Long> first = program.workers();

    Signals.kill(status().at("/pid").asLong());

    assertThat(program.workers()).doesNotContainAnyElementsOf(first);
    program.end();
    sandbox.assertNothingLeft();

    up();
    Program other = new Program();
    assertThat(other.line()).isEqualTo("built");
    List<Long> second = other.workers();
    down();
    assertThat(other.workers()).doesNotContainAnyElementsOf(second);
    other.end();
    sandbox.assertNothingLeft();
  }

  @Test
  void aServerThatDoesNotAnswerIsNoneAndCanBeEnded() throws Exception {
    up();
    long server = status().at("/pid").asLong();
    Signals.send("STOP", server);
    Program program = new Program();
    assertThat(program.line()).isEqualTo("built");

    assertThat(program.workers()).hasSize(2);
    assertThat(program.notices).singleElement().asString().contains("does not answer");
    program.end();

    down();
    sandbox.assertNothingLeft();
  }
}
