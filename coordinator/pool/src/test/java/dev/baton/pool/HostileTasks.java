package dev.baton.pool;

import dev.baton.TaskContext;
import dev.baton.TaskScope;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** What tasks must not do, and do. All of it runs in workers. */
final class HostileTasks {

  /** Keeps what it holds for as long as the worker lives. */
  private static final List<byte[]> HELD = new ArrayList<>();

  private HostileTasks() {}

  static String signalItself(String signal) throws Exception {
    String pid = Long.toString(ProcessHandle.current().pid());
    new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
    Thread.sleep(60_000);
    return "survived";
  }

  static String exitBehindAHookThatBlocks() {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(LockSupport::park));
    System.exit(4);
    return "survived";
  }

  static int fillTheHeap() {
    List<byte[]> all = new ArrayList<>();
    while (all.size() < Integer.MAX_VALUE) {
      all.add(new byte[8 << 20]);
    }
    return all.size();
  }

  static int holdTheHeap() {
    while (true) {
      HELD.add(new byte[64 << 10]);
    }
  }

  static int recurse(int depth) {
    return depth < 0 ? depth : recurse(depth + 1) + 1;
  }

  static int leakThreads() {
    Thread.setDefaultUncaughtExceptionHandler((_, _) -> LockSupport.park());
    for (int i = 0; i < 200; i++) {
      var _ = Thread.ofPlatform().name("leaked-" + i).start(LockSupport::park);
    }
    var _ =
        Thread.ofPlatform()
            .start(
                () -> {
                  throw new IllegalStateException("nobody cares");
                });
    return Thread.activeCount();
  }

  /** Leaves a thread behind that interrupts the one that ran the task, also between tasks. */
  static long interruptForEver() {
    Thread task = Thread.currentThread();
    var _ =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  for (int i = 0; i < 200; i++) {
                    task.interrupt();
                    LockSupport.parkNanos(1_000_000);
                  }
                });
    return ProcessHandle.current().pid();
  }

  static byte[] interruptItself(int bytes) {
    Thread.currentThread().interrupt();
    return new byte[bytes];
  }

  static boolean isInterrupted() {
    return Thread.currentThread().isInterrupted();
  }

  static String closeStreams() throws IOException {
    System.in.close();
    System.out.close();
    System.err.close();
    return "done";
  }

  static String closeFileDescriptors() throws IOException {
    new FileInputStream(FileDescriptor.in).close();
    new FileOutputStream(FileDescriptor.out).close();
    return "done";
  }

  static String printWithoutEnd(int mebibytes) {
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out));
    String text = "x".repeat(1 << 20);
    for (int i = 0; i < mebibytes; i++) {
      out.print(text);
      System.err.print(text);
    }
    out.println();
    System.err.println();
    return "done";
  }

  /** Starts a process that outlives the task and has the worker's own streams. */
  static long startChild() throws IOException {
    return new ProcessBuilder("sleep", "300").inheritIO().start().pid();
  }

  /** Starts a process that is nobody's child, as daemons do. */
  static long startDaemon() throws Exception {
    Process shell =
        new ProcessBuilder("sh", "-c", "setsid sleep 300 >/dev/null 2>&1 & echo $!").start();
    String pid = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    shell.waitFor();
    return Long.parseLong(pid.strip());
  }

  @SuppressWarnings({"EmptyCatch", "InfiniteRecursion"})
  static String catchEverything() {
    CountDownLatch never = new CountDownLatch(1);
    while (true) {
      try {
        never.await();
      } catch (Throwable e) {
        // Goes on: that is the point.
      }
    }
  }

  /** An object whose serialised form does something, in workers only. */
  static final class Trap implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String onWrite;
    private final String onRead;

    Trap(String onWrite, String onRead) {
      this.onWrite = onWrite;
      this.onRead = onRead;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      spring(onWrite);
      out.defaultWriteObject();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      spring(onRead);
    }

    private static void spring(String what) {
      if (TaskScope.currentOrNull() == null) {
        return;
      }
      switch (what) {
        case "loop" -> catchEverything();
        case "memory" -> fillTheHeap();
        case "stack" -> recurse(0);
        case "throw" -> throw new IllegalStateException("sprung in " + TaskContext.current());
        default -> {}
      }
    }
  }
}
