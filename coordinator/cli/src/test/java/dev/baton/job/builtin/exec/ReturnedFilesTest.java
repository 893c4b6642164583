package dev.baton.job.builtin.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.EnvironmentException;
import dev.baton.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of {@code --return}; one folder stands for both hosts, unless a test makes two. */
class ReturnedFilesTest {

  private static final long MOST = 100;

  @TempDir Path folder;

  private static InputLists lists(String... values) {
    return new InputLists(List.of(new InputList(List.of(values), false)), 1);
  }

  private ExecPlan plan(ReturnedFiles returned, String... values) {
    return new ExecPlan(
        CommandTemplate.of(List.of("x"), false, 1),
        lists(values),
        folder,
        1,
        Duration.ZERO,
        MOST,
        1,
        false,
        false,
        true,
        false,
        Halt.NEVER,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        returned);
  }

  private static CommandResult result(List<ReturnedFile> files) {
    return new CommandResult(
        CommandResult.Ending.OWN,
        0,
        0,
        new byte[3],
        new byte[0],
        "host",
        1,
        1,
        0,
        0,
        ResourceUse.UNKNOWN,
        files);
  }

  private ReturnedFiles all(boolean areRemoved, String... names) {
    return ReturnedFiles.of(
        List.of(names).stream().map(name -> folder + "/" + name).toList(), areRemoved, 1);
  }

  private static CommandInput input(String value) {
    return new CommandInput(1, List.of(value), List.of());
  }

  @Test
  void filesOfACommandComeBackAndAreRemovedIfAskedFor() throws Exception {
    ReturnedFiles kept = all(false, "{/.}.png", "{#}.log");
    Files.writeString(folder.resolve("a.png"), "picture");
    Files.writeString(folder.resolve("1.log"), "");

    List<ReturnedFile> files = kept.read(input("in/a.jpg"), true, MOST);

    assertThat(files).extracting(ReturnedFile::name).containsExactly(0, 1);
    assertThat(files.get(0).content()).asString(StandardCharsets.UTF_8).isEqualTo("picture");
    assertThat(files.get(1).content()).isEmpty();
    assertThat(result(files).receivedBytes()).isEqualTo(3 + "picture".length());

    kept.cleanUp(input("in/a.jpg"));
    assertThat(folder.resolve("a.png")).exists();
    all(true, "{/.}.png", "{#}.log").cleanUp(input("in/a.jpg"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aCommandThatSucceedsHasToLeaveAllOfThem() throws Exception {
    ReturnedFiles two = all(false, "{}.1", "{}.2");
    Files.writeString(folder.resolve("a.2"), "2");

    assertThatThrownBy(() -> two.read(input("a"), true, MOST))
        .hasMessage("the command left no file " + folder + "/a.1");
    assertThat(two.read(input("a"), false, MOST))
        .as("a failed one has what is there")
        .extracting(ReturnedFile::name)
        .containsExactly(1);
    Files.createDirectory(folder.resolve("a.1"));
    assertThatThrownBy(() -> two.read(input("a"), true, MOST)).hasMessageContaining("no regular");
  }

  @Test
  void togetherTheyHaveALimit() throws Exception {
    ReturnedFiles two = all(false, "{}.1", "{}.2");
    Files.write(folder.resolve("a.1"), new byte[60]);
    Files.write(folder.resolve("a.2"), new byte[40]);
    assertThat(two.read(input("a"), true, MOST)).hasSize(2);

    Files.write(folder.resolve("a.2"), new byte[41]);
    assertThatThrownBy(() -> two.read(input("a"), true, MOST))
        .hasMessageContaining("a.2")
        .hasMessageContaining("--max-output");
  }

  @Test
  void whatComesBackHasItsNameInTheFolderOfTheCoordinator() {
    ExecPlan plan = plan(ReturnedFiles.of(List.of("out/{}.png"), false, 1), "a", "b/c");
    ReturnedFileWriter writer = new ReturnedFileWriter(plan);
    writer.prepare();

    writer.add(plan.input(2), result(List.of(new ReturnedFile(0, new byte[] {'x'}))));
    writer.add(plan.input(1), result(List.of()));

    assertThat(folder.resolve("out/b/c.png")).hasContent("x");
    assertThat(folder.resolve("out/a.png")).doesNotExist();
  }

  @Test
  void noTwoFilesHaveTheSameName() {
    ReturnedFiles returned = ReturnedFiles.of(List.of("{/.}.png"), false, 1);
    assertThatThrownBy(() -> new ReturnedFileWriter(plan(returned, "x/a", "y/a")).prepare())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("command 2 would overwrite a.png");
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() throws IOException {
    ExecPlan plan = plan(ReturnedFiles.of(List.of("a/b"), false, 1), "1");
    Files.writeString(folder.resolve("a"), "in the way");
    assertThatThrownBy(
            () ->
                new ReturnedFileWriter(plan)
                    .add(plan.input(1), result(List.of(new ReturnedFile(0, new byte[1])))))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("a/b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "out/", "{%}.png", "{2}.png"})
  void aNameThatCannotBeIsRefused(String name) {
    assertThatThrownBy(() -> ReturnedFiles.of(List.of(name), false, 1))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void cleaningUpNeedsSomethingToCleanUp() {
    assertThatThrownBy(() -> ReturnedFiles.of(List.of(), true, 1))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--return");
  }
}
