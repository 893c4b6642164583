package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cli.job.JobJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A job of a user's jar has a task that ends every worker that runs it. */
class QuarantineIT extends WithSandbox {

  private static final Pattern ID = Pattern.compile("\\d{8}-\\d{6}-\\p{XDigit}{4}/3");

  @Test
  void aPoisonousTaskIsRecordedShownAndRunAgain() throws IOException {
    Path deadly = Files.createFile(folder.resolve("deadly"));
    Path jar = JobJar.make(folder, "acme.Squares", deadlyAsLongAs(deadly));
    BatonProcess run =
        sandbox.run(
            "run", "--jar", jar.toString(), "--workers=2", "--deaths=2", "squares", "--below=9");
    run.endsWith(1);
    assertThat(run.err())
        .contains("Task 3 ended its worker 2 times", "exit code 43", "three it is");

    String list = sandbox.run("quarantine", "list").endsWith(0).out();
    Matcher id = ID.matcher(list);
    assertThat(id.find()).as(list).isTrue();
    assertThat(list).contains("exit code 43");
    String shown = sandbox.run("quarantine", "show", id.group()).endsWith(0).out();
    // An attempt that another worker took over before it ran has a number, too.
    assertThat(shown).containsPattern("(?s)attempt \\d: exit code 43.*attempt \\d: exit code 43");
    assertThat(shown).contains("three it is");

    BatonProcess again = sandbox.run("quarantine", "replay", id.group());
    again.endsWith(1);
    assertThat(again.err()).contains("Square", "three it is", "failed again", "exit code 43");

    Files.delete(deadly);
    BatonProcess cured = sandbox.run("quarantine", "replay", id.group());
    cured.endsWith(0);
    assertThat(cured.out()).isEqualTo("9\n");
    sandbox.assertNothingLeft();
  }

  @Test
  void anUnknownTaskIsAnErrorWithAHint() throws IOException {
    BatonProcess show = sandbox.run("quarantine", "show", "20260101-000000-abcd/1");

    show.endsWith(2);
    assertThat(show.err()).contains("No task '20260101-000000-abcd/1'", "baton quarantine list");
    assertThat(sandbox.run("quarantine", "list").endsWith(0).out())
        .contains("No task is in quarantine");
    assertThat(sandbox.run("quarantine", "lst").endsWith(2).err()).contains("list");
  }

  /** The number 3 is deadly for as long as a file is there. */
  private static String deadlyAsLongAs(Path file) {
    return JobJar.SQUARES.replace(
        "return (long) number * number;",
        """
        if (number == 3 && new java.io.File("%s").exists()) {
          System.err.println("three it is");
          Runtime.getRuntime().halt(43);
        }
        return (long) number * number;
        """
            .formatted(file));
  }
}
