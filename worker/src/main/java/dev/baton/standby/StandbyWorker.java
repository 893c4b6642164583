package dev.baton.standby;

import dev.baton.EnvironmentException;
import dev.baton.process.ParentLink;
import dev.baton.standby.FrameChannel.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A worker process in the standby server. It waits until a program takes it; from then on this
 * class relays between the two. Thread-safe.
 */
final class StandbyWorker {

  /** The limit of what a program has not read yet, as with a pipe. */
  static final int UNREAD_BYTES = 64 << 10;

  /** As in {@code ChildProcess}: grandchildren may hold pipes open. */
  private static final long LAST_OUTPUT_MS = 300;

  /** More than the time a worker allows itself once its parent has gone silent. */
  private static final long KILL_AFTER_MS = ParentLink.HALT_AFTER.plusSeconds(1).toMillis();

  private static final int BUFFER_BYTES = 8 << 10;
  private static final Executor BACKGROUND =
      task -> Thread.ofVirtual().name("baton-standby-client").start(task);

  private final StartedWorker started;
  private final long startNs = System.nanoTime();
  private final CompletableFuture<Void> warm = new CompletableFuture<>();
  private final CompletableFuture<FrameChannel> taken = new CompletableFuture<>();
  private final Semaphore outputRoom = new Semaphore(UNREAD_BYTES);
  private final Semaphore errorRoom = new Semaphore(UNREAD_BYTES);
  private final CompletableFuture<Void> outputDone = new CompletableFuture<>();
  private final CompletableFuture<Void> errorDone = new CompletableFuture<>();
  private final CompletableFuture<String> errorOutput = new CompletableFuture<>();

  StandbyWorker(StartedWorker started) {
    this.started = started;
    thread("baton-standby-output", this::passOutput);
    thread("baton-standby-error", this::passError);
    var _ = process().onExit().thenRunAsync(this::sayExit, BACKGROUND);
  }

  StartedWorker started() {
    return started;
  }

  long ageNs(long nowNs) {
    return nowNs - startNs;
  }

  boolean isWarm() {
    return warm.isDone() && !warm.isCompletedExceptionally();
  }

  boolean isAlive() {
    return process().isAlive();
  }

  /** Completes when it is warm; fails with its output if it ends instead. */
  CompletableFuture<Void> onWarm() {
    return warm.copy();
  }

  CompletableFuture<Process> onExit() {
    return process().onExit();
  }

  /** Gives it to a program; returns when the program is gone or no longer wants it. */
  void serve(FrameChannel program) {
    try {
      byte[] told = Fields.toBytes(started.toFields());
      program.send(FrameType.GIVEN, told, 0, told.length);
      taken.complete(program);
      for (Frame frame = program.receive(); frame != null; frame = program.receive()) {
        act(frame);
      }
    } catch (IOException e) {
      program.close(); // it is gone, or does not speak this protocol: the worker's end is no news
    } finally {
      taken.cancel(false);
      endInput();
      outputRoom.release(Integer.MAX_VALUE / 2);
      errorRoom.release(Integer.MAX_VALUE / 2);
    }
  }

  private void act(Frame frame) throws IOException {
    switch (frame.type()) {
      case INPUT -> write(frame.bytes());
      case INPUT_END -> endInput();
      case OUTPUT_READ -> outputRoom.release(frame.number());
      case ERROR_READ -> errorRoom.release(frame.number());
      default -> throw new IOException(frame.type() + " to a worker");
    }
  }

  private void write(byte[] bytes) {
    OutputStream input = process().getOutputStream();
    try {
      input.write(bytes);
      input.flush();
    } catch (IOException e) {
      // It has ended; that is reported.
    }
  }

  /** Ends its input, the signal for it to end. A worker that does not is killed. */
  void endInput() {
    try {
      process().getOutputStream().close();
    } catch (IOException e) {
      // It has ended.
    }
    if (isAlive()) {
      CompletableFuture.delayedExecutor(KILL_AFTER_MS, TimeUnit.MILLISECONDS, BACKGROUND)
          .execute(this::kill);
    }
  }

  void kill() {
    var _ = process().destroyForcibly();
  }

  private void passOutput() {
    try (InputStream in = process().getInputStream()) {
      ByteArrayOutputStream before = new ByteArrayOutputStream();
      if (readUntilWarm(in, before)) {
        warm.complete(null);
      } else {
        endedCold(before.toString(StandardCharsets.UTF_8));
      }
      pass(before.toByteArray(), in, FrameType.OUTPUT, outputRoom);
    } catch (IOException e) {
      endedCold("");
    } finally {
      outputDone.complete(null);
    }
  }

  private void endedCold(String output) {
    String errors = errorOutput.completeOnTimeout("", LAST_OUTPUT_MS, TimeUnit.MILLISECONDS).join();
    warm.completeExceptionally(
        new EnvironmentException(
            "A standby worker ended before it was ready: " + (output + errors).strip()));
  }

  private void passError() {
    try (InputStream in = process().getErrorStream()) {
      if (!pass(new byte[0], in, FrameType.ERROR, errorRoom)) {
        byte[] said = in.readNBytes(Math.min(in.available(), UNREAD_BYTES));
        errorOutput.complete(new String(said, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // Treated like the end.
    } finally {
      errorDone.complete(null);
    }
  }

  /**
   * Removes the line that says it is warm.
   *
   * @param before receives what comes before it, which is not part of the protocol
   * @return whether there was such a line
   */
  private static boolean readUntilWarm(InputStream in, ByteArrayOutputStream before)
      throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n' && line.toString(StandardCharsets.UTF_8).equals(StartedWorker.WARM_LINE)) {
        return true;
      }
      line.write(next);
      if (next == '\n') {
        line.writeTo(before);
        line.reset();
      }
      if (before.size() + line.size() == UNREAD_BYTES) {
        break;
      }
    }
    line.writeTo(before);
    return false;
  }

  /**
   * Nothing is read until it is taken: its output is for its program.
   *
   * @return whether it was taken
   */
  private boolean pass(byte[] before, InputStream in, FrameType type, Semaphore room)
      throws IOException {
    FrameChannel program;
    try {
      program = taken.join();
    } catch (CancellationException | CompletionException e) {
      return false;
    }
    byte[] buffer = before.length > 0 ? before : new byte[BUFFER_BYTES];
    int length = before.length > 0 ? before.length : in.read(buffer);
    boolean isThere = true;
    for (; length >= 0; length = in.read(buffer)) {
      room.acquireUninterruptibly(length);
      try {
        if (isThere) {
          program.send(type, buffer, 0, length);
        }
      } catch (IOException e) {
        isThere = false; // but it must not block on a full pipe while it ends
      }
    }
    return true;
  }

  /** Reports the exit even if another process holds the pipes open, or the program reads slowly. */
  private void sayExit() {
    if (!taken.isDone()) {
      taken.cancel(false);
      return;
    }
    CompletableFuture<Void> allSaid = CompletableFuture.allOf(outputDone, errorDone);
    try {
      FrameChannel program = taken.join();
      var _ = allSaid.copy().completeOnTimeout(null, LAST_OUTPUT_MS, TimeUnit.MILLISECONDS).join();
      program.send(FrameType.EXIT, process().exitValue());
      var _ = allSaid.join();
      program.endOutput();
    } catch (IOException | CancellationException e) {
      // The program is gone.
    }
  }

  private Process process() {
    return started.process();
  }

  private static void thread(String name, Runnable task) {
    var _ = Thread.ofPlatform().daemon().name(name).start(task);
  }
}
