package dev.baton.standby;

import dev.baton.standby.FrameChannel.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A worker of the standby server, as its program sees it: a process whose streams and exit code
 * come over a connection. If the server is gone, so is the worker: its standard input has ended
 * then, and if that does not end it, it is killed. Thread-safe.
 */
final class StandbyProcess extends Process {

  /** How long a process may take to disappear after it was killed. */
  private static final long KILL_LIMIT_MS = 2_000;

  /** The exit code of a process that signal 9 has ended, which is how this one ends. */
  private static final int KILLED = 128 + 9;

  private static final String LAST_WORDS =
      "The standby server has ended, and this worker with it.\n";

  private final ProcessHandle handle;
  private final FrameChannel server;
  private final FrameInput output;
  private final FrameInput error;
  private final OutputStream input = new Input();
  private final CompletableFuture<Process> exited = new CompletableFuture<>();
  private volatile int exitCode;

  private StandbyProcess(ProcessHandle handle, FrameChannel server) {
    this.handle = handle;
    this.server = server;
    this.output = new FrameInput(read -> server.send(FrameType.OUTPUT_READ, read));
    this.error = new FrameInput(read -> server.send(FrameType.ERROR_READ, read));
  }

  /**
   * A process that the server has given away on a connection.
   *
   * @throws IOException if it has just ended
   */
  static StandbyProcess of(long pid, FrameChannel server) throws IOException {
    ProcessHandle handle =
        ProcessHandle.of(pid).orElseThrow(() -> new IOException("process " + pid + " is gone"));
    StandbyProcess process = new StandbyProcess(handle, server);
    var _ = Thread.ofPlatform().daemon().name("baton-standby-worker").start(process::listen);
    return process;
  }

  private void listen() {
    try (server) {
      receive();
      if (isAlive()) {
        endWithServer();
        exited(KILLED);
      }
    } finally {
      output.end();
      error.end();
    }
  }

  /** Receives frames until the end. */
  private void receive() {
    try {
      for (Frame frame = server.receive(); frame != null; frame = server.receive()) {
        switch (frame.type()) {
          case OUTPUT -> output.add(frame.bytes());
          case ERROR -> error.add(frame.bytes());
          case EXIT -> exited(frame.number());
          default -> throw new IOException(frame.type() + " of a worker");
        }
      }
    } catch (IOException e) {
      // Treated like the end.
    }
  }

  private void exited(int code) {
    exitCode = code;
    exited.complete(this);
  }

  private void endWithServer() {
    error.add(LAST_WORDS.getBytes(StandardCharsets.UTF_8));
    try {
      var _ = handle.destroyForcibly();
      var _ = handle.onExit().get(KILL_LIMIT_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // It is stuck in the kernel; nothing more can be done.
    }
  }

  /** How many received bytes are still unread. */
  int unread() {
    return output.unread() + error.unread();
  }

  @Override
  public OutputStream getOutputStream() {
    return input;
  }

  @Override
  public InputStream getInputStream() {
    return output;
  }

  @Override
  public InputStream getErrorStream() {
    return error;
  }

  @Override
  public int waitFor() throws InterruptedException {
    try {
      return exited.get().exitValue();
    } catch (ExecutionException e) {
      throw new AssertionError("never fails", e);
    }
  }

  @Override
  public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
    try {
      var _ = exited.get(timeout, unit);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new AssertionError("never fails", e);
    }
  }

  @Override
  public int exitValue() {
    if (!exited.isDone()) {
      throw new IllegalThreadStateException("it has not ended");
    }
    return exitCode;
  }

  @Override
  public boolean isAlive() {
    return !exited.isDone();
  }

  @Override
  public CompletableFuture<Process> onExit() {
    return exited.copy();
  }

  @Override
  public void destroy() {
    var _ = handle.destroy();
  }

  /** Does not need the server, which may hang. */
  @Override
  public Process destroyForcibly() {
    var _ = handle.destroyForcibly();
    return this;
  }

  @Override
  public long pid() {
    return handle.pid();
  }

  @Override
  public ProcessHandle toHandle() {
    return handle;
  }

  /** Its standard input. */
  private final class Input extends OutputStream {

    private boolean closed;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
      if (closed || !isAlive()) {
        throw new IOException("the worker's input is closed");
      }
      for (int done = 0; done < length; ) {
        int part = Math.min(length - done, FrameChannel.MOST_BYTES);
        server.send(FrameType.INPUT, bytes, from + done, part);
        done += part;
      }
    }

    @Override
    public synchronized void close() throws IOException {
      if (!closed) {
        closed = true;
        server.send(FrameType.INPUT_END);
      }
    }
  }
}
