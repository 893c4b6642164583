package dev.baton.process;

import java.io.IOException;

/** Sends signals to processes of this user. Stateless and thread-safe. */
public final class Signals {

  private Signals() {}

  /**
   * Ends a process as {@code kill -9} does.
   *
   * @throws IOException if it is gone already
   */
  public static void kill(long pid) throws IOException {
    boolean sent = ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false);
    if (!sent) {
      throw new IOException("process " + pid + " is gone already");
    }
  }

  /**
   * Sends a signal for which Java has no method.
   *
   * @param name the name for {@code kill}: {@code STOP}, {@code CONT}, {@code QUIT}
   * @param pid above 1: other numbers stand for whole groups of processes
   * @throws IOException if it could not be sent
   */
  public static void send(String name, long pid) throws IOException, InterruptedException {
    if (pid <= 1) {
      throw new IllegalArgumentException("no process of ours: " + pid);
    }
    int code =
        new ProcessBuilder("kill", "-" + name, Long.toString(pid))
            .redirectErrorStream(true)
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException("process " + pid + " could not be sent SIG" + name);
    }
  }
}
