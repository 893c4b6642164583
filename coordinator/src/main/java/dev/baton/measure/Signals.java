package dev.baton.measure;

import java.io.IOException;

/** What befalls a process. */
final class Signals {

  private Signals() {}

  /** Ends a process as {@code kill -9} does. */
  static void kill(long pid) throws IOException {
    boolean sent = ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false);
    if (!sent) {
      throw new IOException("process " + pid + " is gone already");
    }
  }

  /** Stops a process as {@code kill -STOP} does: it is there, and does nothing. */
  static void freeze(long pid) throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor();
    if (code != 0) {
      throw new IOException("process " + pid + " could not be stopped");
    }
  }
}
