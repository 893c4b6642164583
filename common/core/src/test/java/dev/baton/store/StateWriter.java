package dev.baton.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A child JVM that opens a host state, says so, waits for a word, and does what its arguments say.
 */
final class StateWriter {

  private StateWriter() {}

  /** Starts one with no flags but these. */
  static ChildJvm start(List<String> flags, Path directory, String... arguments)
      throws IOException {
    List<Object> words = new ArrayList<>(List.of(directory));
    words.addAll(List.of(arguments));
    return ChildJvm.startExactly(flags, StateWriter.class, words.toArray());
  }

  public static void main(String[] args) throws Exception {
    HostState state = MappedHostState.open(Path.of(args[0]));
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
