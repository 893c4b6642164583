package dev.baton.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.UsageException;
import dev.baton.cli.CapturedConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobCatalogTest {

  private final ClassLoader contextLoader = Thread.currentThread().getContextClassLoader();
  private final CapturedConsole console = new CapturedConsole();
  @TempDir private Path folder;

  @AfterEach
  void restoreLoader() {
    Thread.currentThread().setContextClassLoader(contextLoader);
  }

  @Test
  void jobOfAUserJarIsAJobLikeOurs() throws IOException {
    Path jar = JobJar.make(folder, "acme.Squares", JobJar.SQUARES);

    assertThat(console.baton("run", "--jar", jar.toString(), "--list")).isZero();

    assertThat(console.out())
        .contains("squares")
        .contains("Adds up squares.")
        .contains("wordcount");
  }

  @Test
  void jarMayStandBehindItsJob() throws IOException {
    Path jar = JobJar.make(folder, "acme.Squares", JobJar.SQUARES);

    assertThat(console.baton("run", "squares", "--jar=" + jar, "--help")).isZero();

    assertThat(console.out()).contains("Options of squares").contains("--below");
  }

  @Test
  void missingJarIsNamed() {
    assertThat(console.baton("run", "--jar", "none.jar", "squares")).isEqualTo(2);

    assertThat(console.err())
        .isEqualToIgnoringNewLines("baton: There is no file none.jar (--jar).");
  }

  @Test
  void fileThatIsNoJarIsNamed() throws IOException {
    Path jar = Files.writeString(folder.resolve("a.jar"), "text");

    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> JobCatalog.of(List.of(jar)))
        .withMessageContaining("a.jar is not a jar");
  }

  @Test
  void jarWithoutJobSaysWhatItLacks() throws IOException {
    Path jar = JobJar.make(folder, "acme.Nothing", "package acme; class Nothing {}", "");

    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> JobCatalog.of(List.of(jar)))
        .withMessageContaining("There is no job in " + jar)
        .withMessageContaining("META-INF/services/dev.baton.job.Job");
  }

  @Test
  void serviceThatIsNotThereIsNamed() throws IOException {
    Path jar = JobJar.make(folder, "acme.Nothing", "package acme; class Nothing {}", "acme.Gone");

    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> JobCatalog.of(List.of(jar)))
        .withMessageContaining("acme.Gone");
  }

  @Test
  void jobWithoutNameIsTold() throws IOException {
    String source = JobJar.SQUARES.replace("name = \"squares\", ", "");
    Path jar = JobJar.make(folder, "acme.Squares", source);

    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> JobCatalog.of(List.of(jar)))
        .withMessageContaining("Job acme.Squares has no name");
  }

  @Test
  void secondJobOfOneNameIsTold() throws IOException {
    String source = JobJar.SQUARES.replace("\"squares\"", "\"wordcount\"");
    Path jar = JobJar.make(folder, "acme.Squares", source);

    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> JobCatalog.of(List.of(jar)))
        .withMessageContaining("Two jobs are called 'wordcount'")
        .withMessageContaining("acme.Squares");
  }

  @Test
  void jobWhoseOptionRunHasTooIsTold() throws IOException {
    Path jar = JobJar.make(folder, "acme.Squares", JobJar.SQUARES.replace("--below", "--workers"));

    assertThat(console.baton("run", "--jar", jar.toString(), "squares")).isEqualTo(2);

    assertThat(console.err())
        .startsWith("baton: Job acme.Squares has an option that 'baton run' has too")
        .contains("--workers");
  }

  @Test
  void jobWhoseConstructorFailsIsTold() throws IOException {
    String source =
        JobJar.SQUARES.replace(
            "private long sum;",
            "private long sum; public Squares() { throw new IllegalStateException(\"boom\"); }");
    Path jar = JobJar.make(folder, "acme.Squares", source);

    assertThat(console.baton("run", "--jar", jar.toString(), "squares")).isEqualTo(2);

    assertThat(console.err()).contains("Job acme.Squares cannot be made").contains("boom");
  }
}
