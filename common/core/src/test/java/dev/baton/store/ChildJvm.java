package dev.baton.store;

import dev.baton.process.JvmFlags;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A child JVM of a test, which talks to it in lines. */
public final class ChildJvm implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;
  private final Path errors;

  private ChildJvm(List<String> command) throws IOException {
    errors = Files.createTempFile("child-jvm", ".err");
    process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    out = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts {@code main} with the flags that the host store needs. */
  public static ChildJvm start(Class<?> main, Object... arguments) throws IOException {
    return startWith(List.of(), main, arguments);
  }

  /** Starts {@code main} with the flags that the host store needs, and others. */
  public static ChildJvm startWith(List<String> flags, Class<?> main, Object... arguments)
      throws IOException {
    List<String> all = new ArrayList<>(JvmFlags.sharedMemory());
    // They start often and live briefly.
    all.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m"));
    all.addAll(flags);
    return startExactly(all, main, arguments);
  }

  /** Starts {@code main} with no flags but these. */
  public static ChildJvm startExactly(List<String> flags, Class<?> main, Object... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new ChildJvm(command);
  }

  /** The next line it prints, or null if it has ended. */
  public @Nullable String awaitLine() {
    try {
      return out.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads on until it prints this line. */
  public void awaitLine(String expected) throws IOException {
    String line;
    do {
      line = awaitLine();
      if (line == null) {
        throw new AssertionError("The child ended before it said " + expected + ":\n" + errors());
      }
    } while (!line.equals(expected));
  }

  public void go() throws IOException {
    say("go");
  }

  public void say(String line) throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).append(line).append('\n').flush();
  }

  public int exitCode() throws InterruptedException {
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      throw new AssertionError("The child did not end.");
    }
    return process.exitValue();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** As {@code kill -9}; returns when it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      throw new AssertionError("The child did not end.");
    }
  }

  public String errors() throws IOException {
    return Files.readString(errors);
  }

  @Override
  public void close() {
    try {
      kill();
      Files.deleteIfExists(errors);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
