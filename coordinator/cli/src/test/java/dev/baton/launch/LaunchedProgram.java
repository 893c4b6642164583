package dev.baton.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.cli.PackedBaton;
import dev.baton.docs.Javac;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program in a process of its own, with a home directory of its own. */
public final class LaunchedProgram implements AutoCloseable {

  private static final Path SOURCES = Path.of("src/test/resources/launch").toAbsolutePath();
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final Process process;
  private final Path output;

  private LaunchedProgram(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** A source file of the programs to launch. */
  static Path source(String name) {
    return SOURCES.resolve(name);
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static LaunchedProgram start(Path directory, List<String> words, Map<String, String> environment)
      throws IOException {
    Path output = Files.createTempFile(directory, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(directory.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("XDG_CACHE_HOME", directory.resolve("cache").toString());
    builder.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().putAll(environment);
    return new LaunchedProgram(builder.start(), output);
  }

  /** Runs a main class of the tests, in a JVM without any flag, that must end well. */
  public static String outputOf(String main, Path directory) throws Exception {
    return outputOf(main, directory, List.of());
  }

  /**
   * The same for a program with JVM flags and classes of its own.
   *
   * @param classes directories before the class path of the test
   */
  public static String outputOf(String main, Path directory, List<String> flags, Path... classes)
      throws Exception {
    List<String> classPath = new ArrayList<>();
    Stream.of(classes).map(Path::toString).forEach(classPath::add);
    classPath.add(System.getProperty("java.class.path"));
    List<String> words = new ArrayList<>(List.of(java()));
    words.addAll(flags);
    words.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), main));
    return outputOf(directory, words);
  }

  /** Runs a program that must end well; returns what it printed. */
  static String outputOf(Path directory, List<String> words) throws Exception {
    return outputOf(directory, words, Map.of());
  }

  static String outputOf(Path directory, List<String> words, Map<String, String> environment)
      throws Exception {
    try (LaunchedProgram program = start(directory, words, environment)) {
      int exitCode = program.awaitEnd();
      String printed = program.printed();
      assertThat(exitCode).as(printed).isZero();
      return printed;
    }
  }

  int awaitEnd() throws InterruptedException, IOException {
    assertThat(process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)).as(printed()).isTrue();
    return process.exitValue();
  }

  String printed() throws IOException {
    return Files.readString(output);
  }

  void awaitPrinted(String text) {
    await().atMost(LIMIT).until(() -> printed().contains(text) || !process.isAlive());
    assertThat(output).content().contains(text);
  }

  long pid() {
    return process.pid();
  }

  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
  }

  /** Compiles the program of these tests into a directory, which it returns. */
  static Path compileProgram(Path classes) {
    Javac.compile(
        classes,
        PackedBaton.classPath(),
        List.of(),
        List.of(source("Program.java"), source("Other.java")));
    return classes;
  }
}
