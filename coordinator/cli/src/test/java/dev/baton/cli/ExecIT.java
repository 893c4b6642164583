package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.journal.JobDirectories;
import dev.baton.journal.JobView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands as a user has them run: the whole program, with broker, agent and workers. */
class ExecIT extends WithSandbox {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** A pattern that no other process of this machine has. */
  private static final String LONG = "98765.25";

  private void awaitCommands(int count) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(commands()).as(this::said).hasSize(count));
  }

  private List<String> commands() {
    return sandbox.processes().stream().filter(line -> line.endsWith("sleep " + LONG)).toList();
  }

  private JobDirectories directories() {
    return new JobDirectories(folder.resolve("state").resolve("baton"));
  }

  private String said() {
    return sandbox.processes().toString();
  }

  @Test
  void outputIsWholeInOrderAndLogged() throws IOException {
    Path log = folder.resolve("log");
    Path usage = folder.resolve("usage");

    BatonProcess run =
        sandbox.run(
            "exec",
            "-k",
            "-j3",
            "--joblog=" + log,
            "--usage-log=" + usage,
            "--shell",
            "echo a{}; echo e{} >&2; echo b{}; [ {} != 9 ] || kill -9 $$; exit {}",
            ":::",
            "0",
            "3",
            "9",
            "0");

    run.endsWith(1);
    assertThat(run.out()).isEqualTo("a0\nb0\na3\nb3\na9\nb9\na0\nb0\n");
    assertThat(run.err())
        .startsWith("e0\ne3\ne9\ne0\n")
        .contains("baton: 2 of 4 commands failed, the first: ");
    assertThat(Files.readAllLines(log))
        .hasSize(5)
        .anySatisfy(line -> assertThat(line).matches("2\t:\t[\\d.]+\t +[\\d.]+\t0\t6\t3\t0\t.*"))
        .anySatisfy(line -> assertThat(line).matches("3\t:\t[\\d.]+\t +[\\d.]+\t0\t6\t0\t9\t.*"));
    JsonNode third = new ObjectMapper().readTree(Files.readAllLines(usage).get(2));
    assertThat(third.at("/signal").asInt()).isEqualTo(9);
    assertThat(third.at("/userUs").isMissingNode()).isFalse();
    sandbox.assertNothingLeft();
  }

  @Test
  void bytesAndValuesPassUnchanged() throws IOException {
    String value = "a  b'\"$(id)\n;größer";

    Path out = folder.resolve("result");

    sandbox.startInto(out, "exec", "printf", "%s\\0\\377|", ":::", value).endsWith(0);

    assertThat(new String(Files.readAllBytes(out), StandardCharsets.ISO_8859_1))
        .isEqualTo(
            new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                + "\0\u00ff|");
  }

  @Test
  void aKilledBatonLeavesNoCommandBehind() throws IOException {
    BatonProcess run = sandbox.start("exec", "-j2", "sleep", "{}", ":::", LONG, LONG);
    awaitCommands(2);

    run.kill();

    sandbox.assertNothingLeft();
  }

  /** As a shell, a supervisor or a CI runner does it. */
  @Test
  void itsKilledProcessGroupLeavesNoCommandBehind() throws Exception {
    BatonProcess run = sandbox.start("exec", "-j2", "sleep", "{}", ":::", LONG, LONG);
    awaitCommands(2);
    String group = groupOf(run.pid());
    List<String> kill = new ArrayList<>(List.of("kill", "-KILL"));
    for (String line : sandbox.processes()) {
      if (groupOf(pid(line)).equals(group)) {
        kill.add(Long.toString(pid(line)));
      }
    }

    new ProcessBuilder(kill).start().waitFor();

    run.awaitEnd();
    sandbox.assertNothingLeft();
  }

  private static String groupOf(long pid) throws IOException {
    Process ps = new ProcessBuilder("ps", "-o", "pgid=", "-p", Long.toString(pid)).start();
    return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  @Test
  void aWorkerThatDiesCostsNoRetry() throws IOException {
    Path runs = folder.resolve("runs");
    String line =
        "echo x >> %s; [ $(wc -l < %s) != 1 ] || { kill -9 $PPID; sleep %s; }; exit 7 {}"
            .formatted(runs, runs, LONG);

    BatonProcess run = sandbox.run("exec", "-j1", "--retries=1", "--shell", line, ":::", "a");

    run.endsWith(1);
    assertThat(run.err()).contains("1 of 1 command failed", "exit code 7");
    assertThat(Files.readAllLines(runs)).as("lost, failed, tried again").hasSize(3);
  }

  @Test
  void wordsArePassedUnchangedWhereNoLocaleIsSet() throws IOException {
    BatonProcess run =
        sandbox.startWith("LC_ALL=C", "exec", "-k", "printf", "%s\\n", ":::", "é€", "😀");

    run.endsWith(0);
    assertThat(run.out()).isEqualTo("é€\n😀\n");
  }

  @Test
  void aScriptWithoutAFirstLineForTheKernelIsRunByTheShell() throws IOException {
    Path script = Files.writeString(folder.resolve("greet"), "echo hi $1\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();

    BatonProcess run = sandbox.run("exec", script.toString(), ":::", "a b");

    run.endsWith(0);
    assertThat(run.out()).isEqualTo("hi a b\n");
  }

  @Test
  void aKilledWorkerLeavesNoCommandBehindAndTheCommandRunsAgain() throws IOException {
    BatonProcess run = sandbox.start("exec", "-j1", "sleep", "{}", ":::", LONG);
    awaitCommands(1);
    String first = commands().getFirst();

    long worker = ProcessHandle.of(pid(first)).flatMap(ProcessHandle::parent).orElseThrow().pid();
    new ProcessBuilder("kill", "-KILL", "" + worker).start();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(commands()).hasSize(1).allMatch(line -> !line.equals(first)));
    run.signal("INT");
    run.endsWith(130);
    sandbox.assertNothingLeft();
  }

  private static long pid(String line) {
    return Long.parseLong(line.substring(0, line.indexOf(' ')));
  }

  @Test
  void atItsTimeLimitACommandIsEndedAndHasFailed() throws IOException {
    Path log = folder.resolve("log");

    BatonProcess run =
        sandbox.run("exec", "--timeout=300ms", "--joblog=" + log, "sleep", "{}", ":::", LONG, "0");

    run.endsWith(1);
    assertThat(run.err()).contains("sleep " + LONG + " was ended at its time limit");
    assertThat(Files.readString(log)).contains("\t-1\t15\tsleep " + LONG + "\n");
    sandbox.assertNothingLeft();
  }

  @Test
  void whenToHaltNowWhatRunsIsEnded() throws IOException {
    BatonProcess run =
        sandbox.run(
            "exec", "-j2", "--halt=now,fail=1", "--shell", ":::", "sleep " + LONG, "exit 4", "no");

    run.endsWith(1);
    assertThat(run.err()).contains("Halted after 1 of 3 commands").contains("exit code 4");
    sandbox.assertNothingLeft();
  }

  @Test
  void whenToHaltAtTheFirstSuccessTheJobIsDoneWithIt() throws IOException {
    BatonProcess run =
        sandbox.run(
            "exec", "-j2", "--halt=now,success=1", "--shell", ":::", "sleep " + LONG, "echo yes");

    run.endsWith(0);
    assertThat(run.out()).isEqualTo("yes\n");
    assertThat(directories().read()).singleElement().returns(JobView.State.DONE, JobView::state);
    sandbox.assertNothingLeft();
  }

  @Test
  void aFailedCommandIsTriedAgainAndTheLastAttemptCounts() throws IOException {
    Path tries = folder.resolve("tries");

    BatonProcess run =
        sandbox.run(
            "exec",
            "--retries=2",
            "--shell",
            "echo x >> {}; echo $(wc -l < {}); false",
            ":::",
            "" + tries);

    run.endsWith(1);
    assertThat(run.out()).isEqualTo("3\n");
  }

  /** Waits until the only job has told of so many commands that have ended. */
  private void awaitDone(long commands) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                directories().read().stream()
                    .map(JobView::done)
                    .toList()
                    .equals(List.of(commands)));
  }

  private void kill(BatonProcess run) {
    run.kill();
    await().atMost(PATIENCE).until(() -> sandbox.processes().isEmpty());
  }

  @Test
  void aKilledJobIsResumedEvenIfItsInputIsGone() throws IOException {
    Path list = Files.writeString(folder.resolve("list"), "a\nb\nc\nd\n");
    Path runs = folder.resolve("runs");
    Path gate = folder.resolve("gate");
    String line =
        "echo {} >> %s; [ {} != c ] || [ -e %s ] || exec sleep %s; echo got {}"
            .formatted(runs, gate, LONG);
    BatonProcess run = sandbox.start("exec", "-k", "-j1", "-a", "" + list, "--shell", line);
    awaitCommands(1);
    awaitDone(2);
    kill(run);
    Files.delete(list);
    Files.createFile(gate);
    String jobId = directories().read().getFirst().jobId();

    BatonProcess resume = sandbox.run("resume", jobId);

    resume.endsWith(0);
    assertThat(resume.out()).isEqualTo("got a\ngot b\ngot c\ngot d\n");
    assertThat(Files.readAllLines(runs)).containsExactly("a", "b", "c", "c", "d");
    sandbox.assertNothingLeft();
  }

  @Test
  void resultsAreKeptInFilesAndPrinted() throws IOException {
    Path results = folder.resolve("results");

    BatonProcess run =
        sandbox.run(
            "exec",
            "-k",
            "--results=" + results,
            "--shell",
            "echo o{}; echo e{} >&2; exit 3",
            ":::",
            "a/b",
            "..");

    run.endsWith(1);
    assertThat(run.out()).isEqualTo("oa/b\no..\n");
    assertThat(Files.readString(results.resolve("1/a\\_b/stdout"))).isEqualTo("oa/b\n");
    assertThat(Files.readString(results.resolve("1/a\\_b/stderr"))).isEqualTo("ea/b\n");
    assertThat(Files.readString(results.resolve("1/a\\_b/seq"))).isEqualTo("1");
    assertThat(Files.readString(results.resolve("1/\\../stdout"))).isEqualTo("o..\n");
    sandbox.assertNothingLeft();
  }

  @Test
  void aTableOfResultsIsPrintedInsteadOfThem() throws IOException {
    BatonProcess run =
        sandbox.run(
            "exec", "-k", "--results=-.csv", "--shell", "echo o{}; echo e >&2", ":::", "1", "2");

    run.endsWith(0);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .matches(
            """
            Seq,Host,.*,V1,Stdout,Stderr
            1,:,[\\d.]+,[\\d.]+,0,3,0,0,echo o1; echo e >&2,1,"o1
            ","e
            "
            2,:,[\\d.]+,[\\d.]+,0,3,0,0,echo o2; echo e >&2,2,"o2
            ","e
            "
            """);
  }

  @Test
  void resultsOfAKilledJobAreAllThereWhenItHasBeenResumed() throws IOException {
    Path results = folder.resolve("results");
    Path gate = folder.resolve("gate");
    String line = "[ {} != c ] || [ -e %s ] || exec sleep %s; echo got {}".formatted(gate, LONG);
    BatonProcess run =
        sandbox.startIn(
            folder, "exec", "-j1", "--results=results", "--shell", line, ":::", "a", "b", "c", "d");
    awaitCommands(1);
    awaitDone(2);
    assertThat(Files.readString(results.resolve("1/b/stdout"))).isEqualTo("got b\n");
    kill(run);
    Files.delete(results.resolve("1/a/stdout"));
    Files.createFile(gate);

    sandbox.run("resume", directories().read().getFirst().jobId()).endsWith(0);

    for (String value : List.of("a", "b", "c", "d")) {
      assertThat(Files.readString(results.resolve("1").resolve(value).resolve("stdout")))
          .isEqualTo("got " + value + "\n");
    }
    sandbox.assertNothingLeft();
  }

  @Test
  void afterADiskWasFullTheJobGoesOn() throws IOException {
    Path out = Files.createDirectories(folder.resolve("results/1/b")).resolve("stdout");
    Files.createSymbolicLink(out, Path.of("/dev/full"));

    BatonProcess run =
        sandbox.run(
            "exec", "-k", "--results=" + folder.resolve("results"), "echo", ":::", "a", "b", "c");

    run.endsWith(3);
    String jobId = directories().read().getFirst().jobId();
    assertThat(run.err())
        .contains("Cannot write " + out + ": No space left on device.")
        .contains("'baton resume " + jobId + "' goes on from here");
    Files.delete(out);
    BatonProcess resume = sandbox.run("resume", jobId).endsWith(0);
    assertThat(resume.out()).isEqualTo("a\nb\nc\n");
    assertThat(Files.readString(out)).isEqualTo("b\n");
    sandbox.assertNothingLeft();
  }

  @Test
  void commandsThatFailedRunAgainIfThatIsAskedFor() throws IOException {
    Path runs = folder.resolve("runs");
    Path mended = folder.resolve("mended");
    String line =
        "echo {} >> %s; case {} in b) test -e %s;; c) false;; esac && echo got {}"
            .formatted(runs, mended);
    BatonProcess run = sandbox.run("exec", "-k", "-j1", "--shell", line, ":::", "a", "b", "c", "d");
    run.endsWith(1);
    String jobId = directories().read().getFirst().jobId();
    assertThat(run.err())
        .contains("2 of 4 commands failed, the first: ")
        .contains("'baton resume " + jobId + " --retry-failed' goes on from here");

    BatonProcess again = sandbox.run("resume", jobId).endsWith(1);

    assertThat(again.out()).isEqualTo("got a\ngot d\n");
    assertThat(Files.readAllLines(runs)).containsExactly("a", "b", "c", "d");
    Files.createFile(mended);
    BatonProcess retried = sandbox.run("resume", jobId, "--retry-failed").endsWith(1);
    assertThat(retried.out()).isEqualTo("got a\ngot b\ngot d\n");
    assertThat(retried.err())
        .contains("2 of 4 tasks are done already")
        .contains("1 of 4 commands failed");
    assertThat(Files.readAllLines(runs)).containsExactly("a", "b", "c", "d", "b", "c");
    // The log has two results of b, and what has succeeded stays so.
    BatonProcess last = sandbox.run("resume", jobId, "--retry-failed").endsWith(1);
    assertThat(last.out()).isEqualTo("got a\ngot b\ngot d\n");
    assertThat(Files.readAllLines(runs)).containsExactly("a", "b", "c", "d", "b", "c", "c");
    sandbox.assertNothingLeft();
  }

  @Test
  void aHaltedJobGoesOnWithOrWithoutWhatFailed() throws IOException {
    Path runs = folder.resolve("runs");
    Path mended = folder.resolve("mended");
    BatonProcess run =
        sandbox.run(
            "exec",
            "-k",
            "-j1",
            "--halt=soon,fail=1",
            "--shell",
            "echo {} >> %s; [ {} -gt 1 ] || test -e %s".formatted(runs, mended),
            ":::",
            "1",
            "2",
            "3",
            "4",
            "5");
    run.endsWith(1);
    String jobId = directories().read().getFirst().jobId();
    assertThat(Files.readAllLines(runs)).startsWith("1").doesNotContain("5");

    sandbox.run("resume", jobId).endsWith(1);

    assertThat(Files.readAllLines(runs)).containsExactly("1", "2", "3", "4", "5");
    Files.createFile(mended);
    sandbox.run("resume", jobId, "--retry-failed").endsWith(0);
    assertThat(Files.readAllLines(runs)).containsExactly("1", "2", "3", "4", "5", "1");
  }
}
