package dev.baton.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.distribution.Shell.Outcome;
import dev.baton.distribution.Shell.Started;
import dev.baton.process.JvmFlags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher, among stand-ins for JDKs and Maven, in directories whose names have spaces. */
class LauncherIT {

  private static final Path LAUNCHER = Path.of("..", "..", "baton");

  @TempDir private Path directory;
  private Path installed;
  private Shell shell;

  @BeforeEach
  void installTheLauncher() throws IOException {
    installed = directory.resolve("an installed baton");
    Path lib = Files.createDirectories(installed.resolve("lib/broker")).getParent();
    Files.createFile(lib.resolve("a.jar"));
    Files.createFile(lib.resolve("broker/b.jar"));
    Files.createFile(lib.resolve("jvm.options"));
    copyLauncherTo(installed.resolve("bin/baton"));
    shell = new Shell(directory);
  }

  @Test
  void startsTheJvmOfTheDistributionWithTheGivenArguments() throws Exception {
    Path jdk = FakePrograms.jdk(directory.resolve("jdk 25"), "25.0.1");

    Outcome outcome =
        shell.with("JAVA_HOME", jdk.toString()).run(program(), "run", "two words", "");

    Path lib = installed.toRealPath().resolve("lib");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().lines())
        .startsWith(jdk.toString(), "@" + lib.resolve("jvm.options"))
        .contains(
            "-Dbaton.home=" + lib.getParent(),
            "-Dbaton.broker.classpath=" + lib.resolve("a.jar") + ":" + lib.resolve("broker/b.jar"))
        .endsWith(
            "-cp", lib.resolve("a.jar").toString(), "dev.baton.cli.Baton", "run", "two words", "");
  }

  @Test
  void theJvmOfExecDoesWithoutTheSecondCompiler() throws Exception {
    Path jdk = FakePrograms.jdk(directory.resolve("jdk"), "25");
    shell.with("JAVA_HOME", jdk.toString());

    assertThat(shell.run(program(), "exec", "run").out().lines())
        .contains(JvmFlags.QUICK_COMPILER_ONLY);
    assertThat(shell.run(program(), "run", "exec").out().lines())
        .doesNotContain(JvmFlags.QUICK_COMPILER_ONLY);
  }

  @Test
  void followsLinksToItself() throws Exception {
    Path jdk = FakePrograms.jdk(directory.resolve("jdk"), "25");
    Path link = Files.createSymbolicLink(directory.resolve("link"), program());
    Path linkToLink = Files.createSymbolicLink(directory.resolve("another link"), Path.of("link"));
    assertThat(link).exists();

    Outcome outcome = shell.with("JAVA_HOME", jdk.toString()).run(linkToLink);

    assertThat(outcome.out()).contains("-Dbaton.home=" + installed.toRealPath() + "\n");
  }

  @Test
  void takesTheFirstJdkThatIsNewEnough() throws Exception {
    Path old = FakePrograms.jdk(directory.resolve("jdk-17"), "17.0.15");
    Path onPath = FakePrograms.jdk(directory.resolve("jdk-26"), "26-ea");
    Path programs = Files.createDirectories(directory.resolve("programs"));
    Files.createSymbolicLink(programs.resolve("java"), onPath.resolve("bin/java"));

    Outcome outcome =
        shell.withFirstOnPath(programs).with("JAVA_HOME", old.toString()).run(program());

    assertThat(outcome.out()).startsWith(onPath.toRealPath() + "\n");
  }

  @Test
  void saysThatItsDirectoryIsGone() throws Exception {
    shell.with("JAVA_HOME", FakePrograms.jdk(directory.resolve("jdk"), "25").toString());
    String line = "mkdir gone; cd gone; rmdir ../gone; exec \"$0\" --version";

    Outcome outcome = shell.run("sh", "-c", line, program());

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("baton: the current directory has been removed.");
  }

  @ParameterizedTest
  @ValueSource(ints = {400_000, 2_000_000})
  void saysWhichLimitKeepsTheJvmFromRunning(int kib) throws Exception {
    shell.with("JAVA_HOME", System.getProperty("java.home"));

    Outcome outcome =
        shell.run("sh", "-c", "ulimit -v " + kib + "; exec \"$0\" --version", program());

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .startsWith("baton: " + kib + " KiB of address space (ulimit -v) are too few for a JVM.")
        .contains("ulimit -v unlimited")
        .hasLineCount(1);
  }

  @Test
  void refusesARuntimeInWhichNoMapCouldBeOpened() throws Exception {
    Path runtime = FakePrograms.java(directory.resolve("jre"), "25", "java.base java.sql");

    Outcome outcome = shell.with("BATON_JAVA_HOME", runtime.toString()).run(program());

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err()).contains(runtime.toString());
  }

  @Test
  void saysThatTheChosenJavaIsTooOld() throws Exception {
    Path old = FakePrograms.jdk(directory.resolve("jdk-17"), "17.0.15");

    Outcome outcome = shell.with("BATON_JAVA_HOME", old.toString()).run(program());

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains(old.toString()).contains("JDK 25 or newer");
  }

  @Test
  void buildsASourceTreeOnFirstUseAndWhenASourceIsNewer() throws Exception {
    Path tree = sourceTree();
    Path calls = mavenReturning(0);

    Outcome first = shell.run(tree.resolve("baton"), "x");
    assertThat(first.err())
        .isEqualTo("Building Baton (once) ...\nPreparing fast starts (once) ...\n");
    assertThat(first.out()).contains("-Dbaton.home=").endsWith("x\n");

    Outcome second = shell.run(tree.resolve("baton"), "x");
    assertThat(second.err()).isEmpty();
    assertThat(calls).content().hasLineCount(1);

    Files.setLastModifiedTime(
        tree.resolve("worker/src/main/java/A.java"), FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(shell.run(tree.resolve("baton"), "x").exitCode()).isZero();
    assertThat(calls).content().hasLineCount(2);
  }

  @Test
  void preparesFastStartsAgainWhenMavenAloneHasBuilt() throws Exception {
    Path tree = sourceTree();
    Path calls = mavenReturning(0);
    assertThat(shell.run(tree.resolve("baton"), "x").exitCode()).isZero();
    Files.delete(tree.resolve("coordinator/target/baton-1/lib/.trained"));

    assertThat(shell.run(tree.resolve("baton"), "x").err())
        .isEqualTo("Preparing fast starts (once) ...\n");
    assertThat(shell.run(tree.resolve("baton"), "x").err()).isEmpty();
    assertThat(calls).content().hasLineCount(1);
  }

  @Test
  void twoStartsAtOnceBuildOnce() throws Exception {
    Path tree = sourceTree();
    Path calls = mavenReturning(0);

    List<Started> both =
        List.of(shell.start(tree.resolve("baton"), "x"), shell.start(tree.resolve("baton"), "y"));

    for (Started one : both) {
      assertThat(one.await().exitCode()).isZero();
    }
    assertThat(calls).content().hasLineCount(1);
  }

  @Test
  void takesOverTheLockOfALauncherThatWasKilled() throws Exception {
    Path tree = sourceTree();
    Path calls = mavenReturning(0);
    Process dead = new ProcessBuilder("true").start();
    assertThat(dead.waitFor()).isZero();
    Path lock = Files.createDirectories(tree.resolve("target/launcher.lock"));
    Files.writeString(lock.resolve("pid"), dead.pid() + "\n", StandardCharsets.UTF_8);

    assertThat(shell.run(tree.resolve("baton"), "x").exitCode()).isZero();
    assertThat(calls).content().hasLineCount(1);
    assertThat(lock).doesNotExist();
  }

  @Test
  void aBuildThatFailsIsShownAndTriedAgain() throws Exception {
    Path tree = sourceTree();
    Path calls = mavenReturning(1);

    for (int start = 1; start <= 2; start++) {
      Outcome outcome = shell.run(tree.resolve("baton"), "x");
      assertThat(outcome.exitCode()).isEqualTo(3);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err()).contains("says Maven").contains("the build failed");
      assertThat(calls).content().hasLineCount(start);
    }
  }

  /** What the launcher takes for a source tree, with a JDK to run it. */
  private Path sourceTree() throws IOException {
    shell.with("JAVA_HOME", FakePrograms.jdk(directory.resolve("jdk"), "25").toString());
    Path tree = directory.resolve("a source tree");
    copyLauncherTo(tree.resolve("baton"));
    Files.createFile(tree.resolve("pom.xml"));
    for (String module : List.of("common", "worker", "coordinator")) {
      Path sources = Files.createDirectories(tree.resolve(module + "/src/main/java"));
      Files.createFile(tree.resolve(module + "/pom.xml"));
      Files.createFile(sources.resolve("A.java"));
    }
    return tree;
  }

  private Path mavenReturning(int exitCode) throws IOException {
    Path calls = directory.resolve("calls.txt");
    FakePrograms.maven(directory.resolve("maven/mvn"), calls, exitCode);
    shell.withFirstOnPath(directory.resolve("maven"));
    return calls;
  }

  private Path program() {
    return installed.resolve("bin/baton");
  }

  private static void copyLauncherTo(Path place) throws IOException {
    Files.createDirectories(place.getParent());
    Files.copy(LAUNCHER, place, StandardCopyOption.COPY_ATTRIBUTES);
  }
}
