package dev.baton.process;

import dev.baton.EnvironmentException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A child JVM, as its parent sees it; the other end is {@link ParentLink}. Thread-safe.
 *
 * <p>The child inherits this process's environment, and its working directory unless another is
 * given. Its output goes line by line to a consumer, and its last lines are kept as evidence.
 */
public final class ChildProcess implements AutoCloseable {

  /**
   * How long {@link #close} waits for an orderly end: the time that a child allows itself, and a
   * little more.
   */
  private static final Duration CLOSE_LIMIT = ParentLink.HALT_AFTER.plusMillis(500);

  private static final Duration DEATH_LIMIT = Duration.ofSeconds(5);
  private static final Duration GONE_LIMIT = Duration.ofSeconds(1);
  private static final int KEPT_LINES = 40;

  /** Grandchildren may hold pipes open, so waiting for the last output has a limit. */
  private static final Duration LAST_OUTPUT_LIMIT = Duration.ofMillis(300);

  private final String name;
  private final Process process;
  private final Writer stdin;
  private final Consumer<String> output;
  private final LastLines lastLines = new LastLines(KEPT_LINES);
  private final CompletableFuture<Map<String, String>> ready = new CompletableFuture<>();
  private final CompletableFuture<ChildExit> exit;
  private final AtomicBoolean killed = new AtomicBoolean();

  private ChildProcess(String name, Process process, Consumer<String> output) {
    this.name = name;
    this.process = process;
    this.output = output;
    this.stdin =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    CompletableFuture<Void> drained =
        CompletableFuture.allOf(
            read("out", process.getInputStream(), this::onStdout),
            read("err", process.getErrorStream(), this::onStderr));
    this.exit =
        OwnProcesses.add(process)
            .thenCompose(
                _ ->
                    drained.completeOnTimeout(
                        null, LAST_OUTPUT_LIMIT.toMillis(), TimeUnit.MILLISECONDS))
            .thenApply(
                _ ->
                    new ChildExit(
                        process.pid(), process.exitValue(), killed.get(), lastLines.list()));
    var _ = exit.thenAccept(end -> ready.completeExceptionally(endedEarly(end)));
  }

  /**
   * Wraps a child that another process has started for this one; none of its output has been read.
   *
   * @param name as for {@link #start}
   * @param output as for {@link #start}
   */
  public static ChildProcess of(String name, Process process, Consumer<String> output) {
    return new ChildProcess(name, process, output);
  }

  /**
   * Starts a child.
   *
   * @param name its name in messages and threads, such as "broker" or "worker 3"
   * @param output receives each line of the child's output, without its end; those of tasks as
   *     {@link TaskLine} says; called from two threads
   * @throws EnvironmentException if the process cannot be started
   */
  public static ChildProcess start(String name, JvmCommand command, Consumer<String> output) {
    return start(name, command, Map.of(), Path.of(""), output);
  }

  /**
   * As above, with additions to the child's environment, and in another directory.
   *
   * @param directory its working directory; empty for that of this process
   * @throws EnvironmentException if the process cannot be started
   */
  public static ChildProcess start(
      String name,
      JvmCommand command,
      Map<String, String> environment,
      Path directory,
      Consumer<String> output) {
    try {
      ArgumentFile prepared = ArgumentFile.of(command);
      ProcessBuilder builder = new ProcessBuilder(prepared.words());
      builder.environment().putAll(environment);
      if (!directory.toString().isEmpty()) {
        builder.directory(directory.toFile());
      }
      return start(name, builder, prepared, output);
    } catch (IOException e) {
      throw new EnvironmentException(
          "The " + name + " process could not be started: " + e.getMessage(), e);
    }
  }

  private static ChildProcess start(
      String name, ProcessBuilder builder, ArgumentFile prepared, Consumer<String> output)
      throws IOException {
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      prepared.close();
      throw e;
    }
    ChildProcess child = new ChildProcess(name, process, output);
    var _ = child.ready.whenComplete((_, _) -> prepared.close()); // or when it has ended
    return child;
  }

  /**
   * Sends a block to the child.
   *
   * @throws EnvironmentException if the child is gone
   */
  public void writeBlock(Map<String, String> block) {
    try {
      synchronized (stdin) {
        ParentBlock.write(block, stdin);
      }
    } catch (IOException e) {
      throw gone(e);
    }
  }

  /**
   * Waits until the child reports that it is up.
   *
   * @return the values that it reported
   * @throws EnvironmentException if it reports that it cannot start, ends, or takes too long
   */
  public Map<String, String> awaitReady(Duration limit) {
    try {
      return ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      String message = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new EnvironmentException(String.valueOf(message), e.getCause());
    } catch (TimeoutException e) {
      throw new EnvironmentException(
          "The " + name + " process did not start within " + limit.toMillis() + " ms.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("Interrupted while the " + name + " process started.", e);
    }
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it is still running. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Its end, with evidence; completes once. Cancelling this does nothing to the child. */
  public CompletableFuture<ChildExit> onExit() {
    return exit.copy();
  }

  /** The last lines of its output so far. */
  public List<String> lastLines() {
    return lastLines.list();
  }

  /** Asks the child to end, without waiting: closes its standard input. */
  public void requestStop() {
    try {
      synchronized (stdin) {
        stdin.close();
      }
    } catch (IOException e) {
      // It is gone already, or is about to be.
    }
  }

  /** Ends the process now, whatever it does. */
  public void kill() {
    if (process.isAlive()) {
      killed.set(true);
    }
    process.destroyForcibly();
  }

  /**
   * Asks the child to end, waits, and kills it if the limit passes or this thread is interrupted.
   *
   * @return how it ended
   */
  public ChildExit stop(Duration limit) {
    requestStop();
    boolean interrupted = false;
    try {
      if (!process.waitFor(StartCache.endLimit(limit).toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      kill();
    }
    try {
      return exit.copy().orTimeout(DEATH_LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Stops the child within the time that it allows itself. */
  @Override
  public void close() {
    var _ = stop(CLOSE_LIMIT);
  }

  /**
   * Ends, at once, a child that has nothing to clean up; one in training still writes its {@link
   * StartCache}.
   */
  public void discard() {
    if (!StartCache.isTraining()) {
      kill();
    }
    close();
  }

  /** The pipe breaks a moment before the child's exit and last output are known. */
  private EnvironmentException gone(IOException broken) {
    try {
      ChildExit end = exit.copy().get(GONE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      if (ready.isCompletedExceptionally()) {
        return new EnvironmentException(String.valueOf(ready.exceptionNow().getMessage()), broken);
      }
      return new EnvironmentException("The " + name + " process has ended" + evidence(end), broken);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // It has closed its standard input and lives on.
    }
    return new EnvironmentException("The " + name + " process no longer listens.", broken);
  }

  private EnvironmentException endedEarly(ChildExit end) {
    return new EnvironmentException(
        "The " + name + " process ended before it was ready" + evidence(end));
  }

  private static String evidence(ChildExit end) {
    String said = end.lastLines().isEmpty() ? "." : ":\n" + String.join("\n", end.lastLines());
    return " (" + end.describe() + ")" + said;
  }

  private void onStdout(String line) {
    switch (ChildLine.parse(line)) {
      case ChildLine.Ready(Map<String, String> values) -> ready.complete(values);
      case ChildLine.Said _ -> {} // for whoever has started it to stand by
      case ChildLine.Failed(String message) -> {
        lastLines.add(message);
        if (!ready.completeExceptionally(new EnvironmentException(message))) {
          output.accept(message);
        }
      }
      case ChildLine.Other(String text) -> onStderr(text);
    }
  }

  private void onStderr(String line) {
    if (isJvmNotice(line)) {
      return;
    }
    lastLines.add(TaskLine.text(line));
    output.accept(line);
  }

  /**
   * Printed by each JVM when options come from the environment; this JVM's user has seen it
   * already.
   */
  private static boolean isJvmNotice(String line) {
    return line.startsWith("Picked up JAVA_TOOL_OPTIONS:")
        || line.startsWith("Picked up _JAVA_OPTIONS:")
        || line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS:");
  }

  private CompletableFuture<Void> read(String what, InputStream in, Consumer<String> sink) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("baton-" + name.replace(' ', '-') + '-' + what)
        .start(
            () -> {
              try (var text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                BoundedLines lines = new BoundedLines(text);
                for (String line = lines.next(); line != null; line = lines.next()) {
                  pass(line, sink);
                }
              } catch (IOException e) {
                // The pipe broke, which is treated like its end.
              } finally {
                done.complete(null);
              }
            });
    return done;
  }

  /** A failing consumer must not stop the reading: the child would block on a full pipe. */
  private static void pass(String line, Consumer<String> sink) {
    try {
      sink.accept(line);
    } catch (Throwable e) { // also an Error
      System.getLogger(ChildProcess.class.getName())
          .log(System.Logger.Level.WARNING, "A child's output could not be passed on", e);
    }
  }
}
