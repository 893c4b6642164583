package dev.baton.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.UsageException;
import dev.baton.cli.CapturedConsole;
import dev.baton.job.builtin.exec.InputList;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecLineTest {

  @TempDir Path folder;

  private final CapturedConsole console = new CapturedConsole();

  private static List<String> values(boolean isNullSeparated, byte[] bytes) throws IOException {
    return new InputValues(isNullSeparated).of(new ByteArrayInputStream(bytes), "list");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void dryRunPrintsWhatAShellWouldRunAndRunsNothing() {
    assertThat(console.baton("exec", "--dry-run", "rm", "-v", "{}", ":::", "a b", "$x", "@c"))
        .isZero();

    assertThat(console.out()).isEqualTo("rm -v 'a b'\nrm -v '$x'\nrm -v @c\n");
  }

  @Test
  void listsAreCombinedTheLastChangesFastest() throws IOException {
    Path file = Files.writeString(folder.resolve("list"), "x\ny\n");

    console.baton("exec", "--dry-run", "echo", "{2}{1}", ":::", "a", "b", "::::", "" + file);

    assertThat(console.out()).isEqualTo("echo xa\necho ya\necho xb\necho yb\n");
  }

  @Test
  void linkedListsGoSideBySide() throws IOException {
    Path file = Files.writeString(folder.resolve("list"), "x\ny\n");

    console.baton(
        "exec",
        "--dry-run",
        "echo",
        "{3}{2}{1}",
        ":::",
        "a",
        "b",
        "::::+",
        "" + file,
        ":::",
        "1",
        "2");

    assertThat(console.out()).isEqualTo("echo 1xa\necho 2xa\necho 1yb\necho 2yb\n");
  }

  @Test
  void aCommandGetsSeveralValuesOfAList() {
    console.baton("exec", "--dry-run", "-n2", "echo", "{}", "{2}-{1}", ":::", "a", "b c", "d");

    assertThat(console.out()).isEqualTo("echo a 'b c' 'b c-a'\necho d -d\n");
  }

  @Test
  void severalValuesAreQuotedOneByOneForAShell() {
    console.baton("exec", "--dry-run", "--shell", "-n2", "ls {} | wc", ":::", "a", "b c", "d");

    assertThat(console.out()).isEqualTo("ls a 'b c' | wc\nls d | wc\n");
  }

  @Test
  void aLineOfTheInputIsAValueAndNothingOfItIsLost() throws IOException {
    assertThat(values(false, bytes(" a \n\nb\tc\r\nd"))).containsExactly(" a ", "", "b\tc\r", "d");
    assertThat(values(true, bytes("a\nb\0c\0"))).containsExactly("a\nb", "c");
    assertThat(values(false, new byte[0])).isEmpty();
  }

  @Test
  void inputThatIsNoTextIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> values(false, bytes("a\nb\0c\n")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("list, line 2")
        .hasMessageContaining("--null");
    assertThatThrownBy(() -> values(false, new byte[] {'a', '\n', (byte) 0xff}))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("list, value 2: is not UTF-8");
  }

  @Test
  void optionsEndAtTheCommand() {
    assertThat(console.baton("exec", "--dry-run", "grep", "--jobs", "-v", ":::", "a")).isZero();
    assertThat(console.out()).isEqualTo("grep --jobs -v a\n");
  }

  @Test
  void wrongUseIsToldWithAdvice() {
    assertThat(console.baton("exec", "--job", "2", "true", ":::", "a")).isEqualTo(2);
    assertThat(console.err()).contains("Unknown option '--job' for 'baton exec'. Did you mean");
    assertThat(console.baton("exec", ":::", "a")).isEqualTo(2);
    assertThat(console.err()).contains("Which command?");
    assertThat(console.baton("exec", "true", ":::", "a", ":::+", "b", "c")).isEqualTo(2);
    assertThat(console.err()).contains("list 1 has 1, list 2 has 2");
    assertThat(console.baton("exec", "true", ":::+", "a")).isEqualTo(2);
    assertThat(console.err()).contains("Before a list that is linked");
    assertThat(console.baton("exec", "-n2", "true", ":::", "a", ":::", "b")).isEqualTo(2);
    assertThat(console.err()).contains("there are 2 lists");
    assertThat(console.baton("exec", "-n0", "true", ":::", "a")).isEqualTo(2);
    assertThat(console.err()).contains("--max-args must be at least 1");
    assertThat(console.baton("exec", "-n2", "echo", "{3}", ":::", "a")).isEqualTo(2);
    assertThat(console.err()).contains("{3} asks for list 3, and there are 2");
    assertThat(console.baton("exec", "-j0", "true", ":::", "a")).isEqualTo(2);
    assertThat(console.err()).contains("--jobs must be at least 1");
  }

  @Test
  void aListWithNothingInItIsDoneAtOnce() throws IOException {
    Path log = folder.resolve("log");

    assertThat(console.baton("exec", "--joblog", "" + log, "true", ":::")).isZero();

    assertThat(log).content().startsWith("Seq\tHost").hasLineCount(1);
  }

  @Test
  void theJournalHasTheInputInFull() {
    List<InputList> lists =
        List.of(
            new InputList(List.of("a", ":::"), false),
            new InputList(List.of("b", "c"), true),
            new InputList(List.of("\n"), false));

    List<String> recorded = RecordedInput.of(List.of("-k"), List.of("echo", "--"), lists, 1000);

    assertThat(RecordedInput.isWhole(recorded)).isTrue();
    assertThat(RecordedInput.lists(recorded)).contains(lists);
    assertThat(RecordedInput.command(recorded)).containsExactly("-k", "--", "echo", "--");
    assertThat(RecordedInput.readable(recorded))
        .containsExactly(
            "-k", "--", "echo", "--", ":::", "a", ":::", ":::+", "b", "c", ":::", "\n");
  }

  @Test
  void whatPeopleReadHasNoJoinToken() {
    assertThat(RecordedInput.readable(List.of("--join=secret", "sum", "--to=5")))
        .containsExactly("--join=…", "sum", "--to=5");
    assertThat(RecordedInput.readable(List.of("--join", "secret", "--join-file", "f", "sum")))
        .containsExactly("--join", "…", "--join-file", "f", "sum");
  }

  @Test
  void aJobWhoseInputWasTooLargeToBeKeptIsNotResumed() {
    InputList large = new InputList(List.of("a".repeat(100)), false);
    List<String> recorded = RecordedInput.of(List.of(), List.of("echo"), List.of(large), 100);

    assertThat(RecordedInput.isWhole(recorded)).isFalse();
    assertThatThrownBy(() -> RecordedInput.lists(recorded))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("cannot be resumed");
  }
}
