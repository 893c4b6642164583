package dev.baton.standby;

import dev.baton.EnvironmentException;
import dev.baton.process.UnixSockets;
import dev.baton.standby.FrameChannel.Frame;
import dev.baton.store.StoreLocations;
import dev.baton.store.StoreOwner;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** This user's standby server, as a program sees it. Thread-safe. */
public final class StandbyClient {

  /** The name of the server's directory; those of host stores have a dot in their names. */
  public static final String DIRECTORY = "standby";

  /**
   * An answer takes a millisecond; starting a worker itself costs a program some hundred. Long
   * enough for a busy machine.
   */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(1);

  private final Path directory;

  private StandbyClient(Path directory) {
    this.directory = directory;
  }

  /** A worker that belongs to this program from now on. */
  public record Taken(Process process, String mark, Path crashFile) {}

  /** The server of this user; null if there is none. */
  public static @Nullable StandbyClient find() {
    return find(StoreLocations.ofThisHost());
  }

  static @Nullable StandbyClient find(StoreLocations locations) {
    @Nullable Path found = locations.findSole(DIRECTORY);
    return found == null ? null : new StandbyClient(found);
  }

  /**
   * Describes its workers.
   *
   * @return null if it has none yet
   * @throws IOException if it belongs to another Baton version, or is just ending
   */
  public @Nullable WorkerJvm jvm() throws IOException {
    try {
      return WorkerJvm.of(Fields.of(Files.readAllBytes(directory.resolve(StandbyServer.OFFER))));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /**
   * Takes a worker.
   *
   * @return null if none is left
   * @throws IOException if the server does not answer
   */
  public @Nullable Taken take() throws IOException {
    FrameChannel channel = ask(FrameType.TAKE);
    try {
      Frame answer = answer(channel, FrameType.GIVEN, FrameType.NONE);
      if (answer.type() == FrameType.NONE) {
        channel.close();
        return null;
      }
      StartedWorker.Told told = StartedWorker.Told.of(Fields.of(answer.bytes()));
      StandbyProcess process = StandbyProcess.of(told.pid(), channel);
      return new Taken(process, told.mark(), told.crashFile());
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e instanceof IOException broken ? broken : new IOException(e);
    }
  }

  /**
   * Its status.
   *
   * @throws IOException if it does not answer
   */
  public StandbyStatus status() throws IOException {
    try (FrameChannel channel = ask(FrameType.STATUS)) {
      return StandbyStatus.of(Fields.of(answer(channel, FrameType.STATUS).bytes()));
    }
  }

  /** Its process. */
  public long pid() {
    return StoreOwner.read(directory).pid();
  }

  /**
   * Ends it with its workers, by force if it does not end within the limit.
   *
   * @throws EnvironmentException if it does not end
   */
  public void stop(Duration limit) throws InterruptedException {
    long endNs = System.nanoTime() + limit.toNanos();
    ProcessHandle process = ProcessHandle.of(pid()).orElse(null);
    try (FrameChannel channel = ask(FrameType.STOP)) {
      awaitEnd(channel, limit);
    } catch (IOException e) {
      // It is ending already, or hangs.
    }
    if (process == null) {
      return;
    }
    if (!awaitEnd(process, endNs - System.nanoTime())) {
      var _ = process.destroyForcibly();
      if (!awaitEnd(process, limit.toNanos())) {
        throw new EnvironmentException("Process " + process.pid() + " cannot be ended.");
      }
      var _ = StoreLocations.ofThisHost().sweepDead();
    }
  }

  private static void awaitEnd(FrameChannel channel, Duration limit) throws IOException {
    if (channel.awaitInput(limit)) {
      var _ = channel.receive();
    }
  }

  private static boolean awaitEnd(ProcessHandle process, long limitNs) throws InterruptedException {
    try {
      var _ = process.onExit().get(Math.max(1, limitNs), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return !process.isAlive();
    }
  }

  /** Connects and asks. */
  FrameChannel ask(FrameType question) throws IOException {
    SocketChannel channel =
        UnixSockets.connect(directory.resolve(StandbyServer.SOCKET), "the standby server");
    try {
      channel.configureBlocking(true);
      FrameChannel frames = new FrameChannel(channel);
      frames.send(question);
      return frames;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static Frame answer(FrameChannel channel, FrameType... expected) throws IOException {
    Frame answer = channel.awaitInput(ANSWER_LIMIT) ? channel.receive() : null;
    for (FrameType type : expected) {
      if (answer != null && answer.type() == type) {
        return answer;
      }
    }
    throw new IOException(
        "the standby server " + (answer == null ? "does not answer" : "says " + answer.type()));
  }
}
