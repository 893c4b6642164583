package dev.baton.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A process on a host of a test's cluster. */
final class HostProcess implements AutoCloseable {

  /** Only something that hangs takes so long, on a machine that is busy with other things. */
  static final Duration PATIENCE = Duration.ofMinutes(4);

  /**
   * The kernel kills the processes when the thread that started them ends: each part of a test has
   * a thread of its own, this one lives as long as all tests.
   */
  private static final ExecutorService STARTER =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("starter").factory());

  private final Process process;
  private final Path out;
  private final Path err;

  private HostProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts it; what it prints goes to two files in a folder of its own below {@code logs}. */
  static HostProcess start(List<String> command, Path logs) {
    try {
      Path folder = Files.createTempDirectory(logs, "process");
      Path out = folder.resolve("out");
      Path err = folder.resolve("err");
      Process process =
          started(
              new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()));
      process.getOutputStream().close();
      return new HostProcess(process, out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a process from the thread with which it is to end. */
  private static Process started(ProcessBuilder builder) throws IOException {
    try {
      return STARTER.submit(builder::start).get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until it has printed a text, to either stream. */
  HostProcess awaitPrinted(String text) {
    await().atMost(PATIENCE).until(() -> !process.isAlive() || (out() + err()).contains(text));
    assertThat(out() + err()).contains(text);
    return this;
  }

  /** Waits for its end, and expects an exit code. */
  HostProcess endsWith(int exitCode) {
    try {
      assertThat(process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
          .as(() -> "it ends; it said:\n" + err() + out())
          .isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    assertThat(process.exitValue()).as(() -> "exit code; it said:\n" + err()).isEqualTo(exitCode);
    return this;
  }

  /** Asks it to end, as SIGTERM does. */
  void terminate() {
    process.destroy();
  }

  String out() {
    return read(out);
  }

  String err() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }
}
