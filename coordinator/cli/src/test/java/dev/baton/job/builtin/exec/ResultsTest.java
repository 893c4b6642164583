package dev.baton.job.builtin.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.EnvironmentException;
import dev.baton.UsageException;
import dev.baton.job.builtin.exec.CommandResult.Ending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --results} writes, where GNU parallel 20221122 does if nothing else is said. */
class ResultsTest {

  @TempDir Path folder;

  private static InputLists lists(String... values) {
    return new InputLists(List.of(new InputList(List.of(values), false)), 1);
  }

  private static CommandResult result(String out, String err) {
    return new CommandResult(
        Ending.OWN,
        3,
        0,
        out.getBytes(StandardCharsets.ISO_8859_1),
        err.getBytes(StandardCharsets.ISO_8859_1),
        "host",
        1,
        1,
        1_796_000_877_662L,
        12_400,
        ResourceUse.UNKNOWN,
        List.of());
  }

  private ExecPlan plan(String typed, InputLists inputs) {
    return new ExecPlan(
        CommandTemplate.of(List.of("x"), false, inputs.width()),
        inputs,
        folder,
        1,
        Duration.ZERO,
        100,
        1,
        false,
        false,
        false,
        false,
        Halt.NEVER,
        Optional.empty(),
        Optional.empty(),
        Optional.of(new ResultsPlace(typed, folder)),
        ReturnedFiles.NONE);
  }

  /** Writes what each command gave: {@code o} and {@code e} with its number. */
  private byte[] write(String typed, InputLists inputs) {
    ExecPlan plan = plan(typed, inputs);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (Results results = plan.results().orElseThrow().open(plan)) {
      results.prepare();
      results.begin(new PrintStream(printed));
      for (long number = 1; number <= inputs.count(); number++) {
        results.add(plan.input(number), result("o" + number, "e" + number), ":", "x " + number);
      }
    }
    return printed.toByteArray();
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }

  @Test
  void eachCommandHasAFolderOfItsValues() throws IOException {
    write(
        "r/s",
        new InputLists(
            List.of(
                new InputList(List.of("a"), false), new InputList(List.of("b/c", "../d"), false)),
            1));

    assertThat(files())
        .isEqualTo(
            Map.of(
                "r/s/1/a/2/b\\_c/stdout", "o1",
                "r/s/1/a/2/b\\_c/stderr", "e1",
                "r/s/1/a/2/b\\_c/seq", "1",
                "r/s/1/a/2/..\\_d/stdout", "o2",
                "r/s/1/a/2/..\\_d/stderr", "e2",
                "r/s/1/a/2/..\\_d/seq", "2"));
  }

  @Test
  void valuesOfOneListHaveTheSameNumber() throws IOException {
    write("r", new InputLists(List.of(new InputList(List.of("a", "b", "c"), false)), 2));

    assertThat(files()).containsKeys("r/1/a/1/b/stdout", "r/1/c/stdout").hasSize(6);
  }

  @Test
  void noValueLeavesTheFolder() throws IOException {
    write("r", lists("..", ".", "", "/", "../../x", "\0"));
    write("q/{}/", lists("..", ".", "", "/", "../../x", "\0"));
    write("p/{}", lists("..", ".", "/", "../../x", "\0"));

    assertThat(files()).hasSize(18 + 18 + 15);
    assertThat(files().keySet())
        .allMatch(file -> file.matches("r/1/[^/]+/\\w+|q/[^/]+/\\w+|p/[^/]+"));
  }

  @Test
  void placeholdersNameAFileOrAFolder() throws IOException {
    write("my_{/.}", lists("a/b.txt"));
    write("{#}/x/{1.}{//}/", lists("c/d.gz"));

    assertThat(files())
        .isEqualTo(
            Map.of(
                "my_b", "o1",
                "my_b.err", "e1",
                "my_b.seq", "1",
                "1/x/c\\_dc/stdout", "o1",
                "1/x/c\\_dc/stderr", "e1",
                "1/x/c\\_dc/seq", "1"));
  }

  @Test
  void aFileWithALongNameHasRoomForItsEnding() throws IOException {
    write("{}", lists("x".repeat(252), "x".repeat(251)));

    assertThat(files()).hasSize(6).containsKey("x".repeat(251) + ".err");
  }

  @Test
  void nothingIsOverwrittenByAnotherCommand() {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> write("r", lists("a", "b", "a")))
        .withMessageContaining("command 3 would overwrite " + folder + "/r/1/a of a command")
        .withMessageContaining("{#}");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> write("{/}", lists("x/a", "y/a")));
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> write("{}", lists("a", "a.err")))
        .withMessageContaining("/a.err of a command");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatNamesNoPlaceIsRefused() {
    for (String typed : List.of("", "x.json", "{%}/", "{}/../x", "{2}", "a\0b")) {
      assertThatExceptionOfType(UsageException.class)
          .as(typed)
          .isThrownBy(() -> write(typed, lists("a")));
    }
  }

  @Test
  void aPathThatNoSystemTakesIsRefused() {
    InputList list = new InputList(List.of("x".repeat(250)), false);

    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> write("r", new InputLists(java.util.Collections.nCopies(17, list), 1)))
        .withMessageContaining("too long");
  }

  @Test
  void aDiskThatIsFullIsTheEnvironmentsFault() throws IOException {
    Files.createDirectories(folder.resolve("r/1/b"));
    Files.createSymbolicLink(folder.resolve("r/1/b/stdout"), Path.of("/dev/full"));

    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(() -> write("r", lists("a", "b")))
        .withMessage("Cannot write %s/r/1/b/stdout: No space left on device.".formatted(folder));
  }

  @Test
  void aFolderThatCannotBeMadeIsToldBeforeAnyCommandRuns() throws IOException {
    Files.createFile(folder.resolve("r"));
    ExecPlan plan = plan("r", lists("a"));
    Results results = plan.results().orElseThrow().open(plan);

    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(results::prepare)
        .withMessageContaining("Cannot write " + folder + "/r: there is a file in the way");
  }

  /** GNU parallel 20221122 wrote this, but for the quotes around what has none of these. */
  @Test
  void aTableHasARowForEachCommand() throws IOException {
    ExecPlan plan = plan("t.csv", lists("b,c", "1"));
    Results table = plan.results().orElseThrow().open(plan);
    table.prepare();

    table.add(plan.input(1), result("o\n", "e\"\377"), ":", "echo \"x\"; exit 3");
    table.add(plan.input(2), result("", ""), ":", "y");

    assertThat(table.isInsteadOfOutput()).isTrue();
    assertThat(Files.readString(folder.resolve("t.csv"), StandardCharsets.ISO_8859_1))
        .isEqualTo(
            """
            Seq,Host,Starttime,JobRuntime,Send,Receive,Exitval,Signal,Command,V1,Stdout,Stderr
            1,:,1796000877.662,0.012,0,2,3,0,"echo ""x""; exit 3","b,c","o
            ","e""\377"
            2,:,1796000877.662,0.012,0,0,3,0,y,1,,
            """);
    table.close();
  }

  @Test
  void aTableWithTabsCanGoToStandardOutput() throws IOException {
    byte[] printed = write("-.tsv", lists("a"));

    assertThat(Arrays.asList(new String(printed, StandardCharsets.UTF_8).split("\n")))
        .containsExactly(
            JobLog.HEADER + "\tV1\tStdout\tStderr",
            "1\t:\t1796000877.662\t0.012\t0\t2\t3\t0\tx 1\ta\to1\te1");
    assertThat(folder).isEmptyDirectory();
  }
}
