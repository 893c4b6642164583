package dev.baton.store.chronicle;

import dev.baton.process.JvmFlags;
import dev.baton.store.HostState;
import dev.baton.store.WorkerSlot;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A child JVM that opens a host state, says so, waits for a word, and does what its arguments say.
 */
final class StateWriter implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;
  private final Path errors;

  private StateWriter(List<String> command) throws IOException {
    errors = Files.createTempFile("state-writer", ".err");
    process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    out = process.inputReader(StandardCharsets.UTF_8);
  }

  static StateWriter start(List<String> flags, Path directory, String... arguments)
      throws IOException {
    List<String> all = new ArrayList<>(JvmFlags.sharedMemory());
    all.addAll(flags);
    return new StateWriter(command(all, directory, arguments));
  }

  static StateWriter startWithout(String flag, Path directory) throws IOException {
    List<String> flags = new ArrayList<>(JvmFlags.sharedMemory());
    flags.remove(flag);
    return new StateWriter(command(flags, directory, "add", "1"));
  }

  private static List<String> command(List<String> flags, Path directory, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(StateWriter.class.getName());
    command.add(directory.toString());
    command.addAll(List.of(arguments));
    return command;
  }

  @Nullable String awaitLine() throws IOException {
    return out.readLine();
  }

  void go() throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).append("go\n").flush();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      throw new AssertionError("The child did not end.");
    }
    return process.exitValue();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  String errors() throws IOException {
    return Files.readString(errors);
  }

  @Override
  public void close() {
    try {
      kill();
      Files.delete(errors);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void main(String[] args) throws Exception {
    HostState state = ChronicleHostState.open(Path.of(args[0]));
    System.out.println("opened");
    System.in.read();
    switch (args[1]) {
      case "add" -> add(state.slot(0), Integer.parseInt(args[2]));
      case "spin" -> spin(state.slot(1));
      case "close" -> closeUnderThreads(state);
      default -> throw new IllegalArgumentException(args[1]);
    }
  }

  private static void add(WorkerSlot slot, int times) {
    for (int i = 0; i < times; i++) {
      slot.ended(1, 1, 7);
    }
  }

  private static void spin(WorkerSlot slot) {
    for (long task = 0; ; task++) {
      slot.running(1, task, task);
      slot.ended(1, 0, 1);
    }
  }

  private static void closeUnderThreads(HostState state) throws InterruptedException {
    AtomicInteger refused = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      spin(state.slot(1));
                    } catch (IllegalStateException e) {
                      refused.incrementAndGet();
                    }
                  }));
    }
    while (state.slot(1).snapshot().done() < 10_000) {
      Thread.onSpinWait();
    }
    state.close();
    state.close();
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println("refused " + refused);
  }
}
