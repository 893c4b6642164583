package dev.baton.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.cli.PackedBaton;
import dev.baton.process.JvmCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that embed a pool, with the packed Baton, and the caches that they leave. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StartCacheIT {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** With it a JVM that cannot use its cache does not start. */
  private static final String ONLY_WITH_CACHE = "-XX:AOTMode=on";

  @TempDir private Path caches;
  private final List<Process> programs = new ArrayList<>();
  private Path start;

  @BeforeEach
  void setUp() {
    start = caches.resolve("baton/start");
  }

  @AfterEach
  void endAll() throws Exception {
    for (Process program : programs) {
      program.destroyForcibly().waitFor();
    }
  }

  @Test
  void oneOfTwoProgramsMakesThemAndTheNextProgramUsesThem() throws Exception {
    Process one = start();
    Process two = start();
    assertThat(line(one)).isEqualTo("cache: none");
    assertThat(line(two)).isEqualTo("cache: none");

    await().atMost(LIMIT).until(() -> !made().isEmpty());
    end(one);
    end(two);

    assertThat(begun()).isEmpty();
    assertThat(made()).hasSize(1);
    Path cache = made().getFirst();
    assertThat(line(start(ONLY_WITH_CACHE))).isEqualTo("cache: -XX:AOTCache=" + cache);
  }

  @Test
  void aProgramThatIsKilledWhileTheyAreMadeLeavesNothing() throws Exception {
    Process program = start();
    assertThat(line(program)).isEqualTo("cache: none");
    await().atMost(LIMIT).until(() -> !begun().isEmpty());
    List<ProcessHandle> all = program.descendants().toList();

    program.destroyForcibly();

    await().atMost(LIMIT).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(begun()).isEmpty();
    assertThat(made()).isEmpty();
  }

  @Test
  @Tag("thorough")
  void aCacheThatIsNotWholeHindersNobodyAndIsMadeAnew() throws Exception {
    Process first = start();
    await().atMost(LIMIT).until(() -> !made().isEmpty());
    end(first);
    Path cache = made().getFirst();
    long whole = Files.size(cache);
    try (RandomAccessFile file = new RandomAccessFile(cache.toFile(), "rw")) {
      file.setLength(whole / 2);
    }

    Process second = start();

    // Its worker starts, and says nothing of it.
    assertThat(line(second)).isEqualTo("cache: -XX:AOTCache=" + cache);
    await().atMost(LIMIT).until(() -> !made().isEmpty() && Files.size(cache) > whole / 2);
    end(second);
    assertThat(line(start(ONLY_WITH_CACHE))).isEqualTo("cache: -XX:AOTCache=" + cache);
  }

  private Process start(String... options) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(JvmCommand.javaProgram().toString());
    words.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=off");
    words.addAll(List.of("-cp", PackedBaton.programClassPath()));
    words.add(StartCacheUser.class.getName());
    words.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().remove("BATON_START_CACHE");
    builder.environment().put("XDG_CACHE_HOME", caches.toString());
    Process program = builder.start();
    programs.add(program);
    return program;
  }

  private static String line(Process program) throws IOException {
    BufferedReader out = program.inputReader();
    return String.valueOf(out.readLine());
  }

  private static void end(Process program) throws Exception {
    program.getOutputStream().close();
    assertThat(program.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(program.exitValue()).isZero();
  }

  /** The workers' caches. */
  private List<Path> made() throws IOException {
    return found("", "worker.aot");
  }

  /** What is being made. */
  private List<Path> begun() throws IOException {
    return found(".making-", "");
  }

  private List<Path> found(String prefix, String file) throws IOException {
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(start)) {
      return all.filter(path -> path.getFileName().toString().startsWith(prefix))
          .filter(path -> !prefix.isEmpty() || !path.getFileName().toString().startsWith("."))
          .filter(Files::isDirectory)
          .map(path -> file.isEmpty() ? path : path.resolve(file))
          .filter(Files::exists)
          .toList();
    }
  }
}
