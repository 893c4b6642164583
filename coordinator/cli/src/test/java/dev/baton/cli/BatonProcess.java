package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.process.Descendants;
import dev.baton.process.JvmCommand;
import dev.baton.process.JvmFlags;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The program {@code baton} in a JVM of its own, as a user's shell would start it. */
final class BatonProcess {

  private static final Pattern CONFIG = Pattern.compile("baton worker --kafka-config (\\S+)");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path out;
  private final Path err;

  private BatonProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts it.
   *
   * @param result where its result goes, as seen from the logs; null for a pipe
   */
  static BatonProcess start(
      Path logs,
      @Nullable Path result,
      @Nullable Path folder,
      List<String> jvm,
      List<String> arguments,
      String... environment)
      throws IOException {
    // Whatever started the tests may have signals ignored; a shell's foreground has not.
    List<String> words = new ArrayList<>(List.of("env", "--default-signal=INT,TERM,HUP"));
    words.addAll(List.of(environment));
    words.add(JvmCommand.javaProgram().toString());
    words.addAll(JvmFlags.sharedMemory());
    words.add("-XX:+UseSerialGC");
    words.addAll(jvm);
    words.add(Baton.class.getName());
    words.addAll(arguments);
    Path out = logs.resolve(result == null ? Path.of("out") : result);
    Path err = logs.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(words).redirectError(err.toFile());
    if (folder != null) {
      builder.directory(folder.toFile());
    }
    if (result != null) {
      builder.redirectOutput(out.toFile());
    }
    Process process = builder.start();
    process.getOutputStream().close();
    return new BatonProcess(process, out, err);
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** One of the workers that it has started. */
  ProcessHandle worker() {
    return process
        .descendants()
        .filter(each -> Descendants.isRunning(each, "dev.baton.worker.WorkerMain"))
        .findFirst()
        .orElseThrow();
  }

  /** The piped result. */
  BufferedReader pipe() {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Waits for the end; returns the exit code. */
  int awaitEnd() {
    try {
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("baton did not end. It said:\n" + err());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Waits for the end and expects an exit code. */
  BatonProcess endsWith(int exitCode) {
    assertThat(awaitEnd()).as(() -> "exit code; it said:\n" + err() + out()).isEqualTo(exitCode);
    return this;
  }

  /** Waits until a text is in what it printed to stdout or stderr. */
  void awaitPrinted(String text) {
    await()
        .atMost(PATIENCE)
        .until(() -> !process.isAlive() || out().contains(text) || err().contains(text));
    assertThat(out() + err()).contains(text);
  }

  /** The file that leads to the broker that this is, as it prints. */
  String kafkaConfig() throws IOException {
    awaitPrinted("baton status");
    Matcher config = CONFIG.matcher(out());
    assertThat(config.find()).as(out()).isTrue();
    return config.group(1);
  }

  void signal(String name) throws IOException {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void kill() {
    process.destroyForcibly();
  }

  /** What it printed as its result. */
  String out() {
    return read(out);
  }

  /** What it said, without the JVM's remark on the options that the tests give it. */
  String err() {
    return read(err)
        .lines()
        .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
