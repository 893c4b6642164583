package dev.baton.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmCommandTest {

  @AfterEach
  void forgetHome() {
    System.clearProperty(JvmFlags.HOME_PROPERTY);
  }

  @Test
  void childRunsOnThisJdkWithThisClassPath() {
    List<String> words = JvmCommand.builder("a.Main").build().words();

    assertThat(Path.of(words.getFirst()))
        .isExecutable()
        .startsWith(Path.of(System.getProperty("java.home")));
    assertThat(words).endsWith("-cp", System.getProperty("java.class.path"), "a.Main");
  }

  @Test
  void partsKeepTheirPlaces() {
    List<String> words =
        JvmCommand.builder("a.Main")
            .classPath("x.jar")
            .addClassPath(List.of(Path.of("user.jar")))
            .flags(List.of("-Xmx64m"))
            .property("key", "value")
            .argument("argument")
            .build()
            .words();

    assertThat(words)
        .endsWith(
            "-Xmx64m",
            "-Dkey=value",
            "-cp",
            "x.jar" + File.pathSeparator + "user.jar",
            "a.Main",
            "argument");
  }

  @Test
  void inAnotherDirectoryAClassPathMeansTheSame() {
    List<String> words =
        JvmCommand.builder("a.Main").classPath("x.jar:/y.jar:").fromAnyDirectory().build().words();

    Path here = Path.of("").toAbsolutePath();
    assertThat(words).endsWith("-cp", here.resolve("x.jar") + ":/y.jar:" + here, "a.Main");
  }

  @Test
  void aRoleUsesItsCacheOnlyIfThereIsOne(@TempDir Path home) throws IOException {
    assertThat(StartCache.flags("worker")).isEmpty();
    System.setProperty(JvmFlags.HOME_PROPERTY, home.toString());
    assertThat(StartCache.flags("worker")).containsExactly("-Dbaton.home=" + home);

    Path cache = Files.createDirectories(home.resolve("lib")).resolve("worker.aot");
    Files.createFile(cache);

    assertThat(StartCache.flags("worker"))
        .startsWith("-Dbaton.home=" + home, "-XX:AOTCache=" + cache)
        .contains("-Xlog:aot*=off:stderr");
    assertThat(JvmCommand.builder("a.Main").role("worker").build().words())
        .contains("-XX:AOTCache=" + cache);
  }

  @Test
  void theLowestPriorityChangesNothingElse() {
    JvmCommand command = JvmCommand.builder("a.Main").build();

    assertThat(command.atLowestPriority().words()).endsWith(command.words().toArray(String[]::new));
  }
}
