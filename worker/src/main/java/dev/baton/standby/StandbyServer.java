package dev.baton.standby;

import dev.baton.EnvironmentException;
import dev.baton.config.Settings;
import dev.baton.process.ParentLink;
import dev.baton.process.UnixSockets;
import dev.baton.standby.FrameChannel.Frame;
import dev.baton.store.StoreDirectory;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps warm workers for its user's programs, and gives each away once. Thread-safe.
 *
 * <p>Its directory has a socket, on which programs take workers, and a file that describes the
 * workers. A worker that was given away communicates with its program through this process, and
 * ends when either of the two ends.
 */
public final class StandbyServer implements AutoCloseable {

  static final String SOCKET = "socket";
  static final String OFFER = "offer";

  private static final Duration STOP_LIMIT = ParentLink.HALT_AFTER.plusMillis(500);

  private final StoreDirectory directory;
  private final Settings settings;
  private final WarmWorkers workers;
  private final ServerSocketChannel server;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);

  private StandbyServer(
      StoreDirectory directory,
      Settings settings,
      WarmWorkers workers,
      ServerSocketChannel server) {
    this.directory = directory;
    this.settings = settings;
    this.workers = workers;
    this.server = server;
  }

  /**
   * Starts the workers; programs cannot find the server yet.
   *
   * @param directory removed when the server is closed
   * @param wanted how many workers
   * @param idleLimit how long it stays without being used
   * @param settings what it was started with, for the status
   * @throws EnvironmentException if workers cannot be started, or programs cannot reach the server
   */
  public static StandbyServer start(
      StoreDirectory directory,
      int wanted,
      Duration idleLimit,
      Settings settings,
      WorkerLauncher launcher) {
    ServerSocketChannel server = UnixSockets.listen(directory.path().resolve(SOCKET));
    WarmWorkers workers = new WarmWorkers(wanted, idleLimit, launcher);
    StandbyServer started = new StandbyServer(directory, settings, workers, server);
    try {
      workers.startMissing();
      return started;
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  /**
   * Waits until the workers are warm.
   *
   * @throws EnvironmentException if that takes too long, or one of them ends
   */
  public void awaitWarm(Duration limit) throws InterruptedException {
    try {
      var _ = workers.onWarm().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new EnvironmentException(
          "The standby workers were not ready within " + limit.toSeconds() + " s.", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new EnvironmentException(String.valueOf(cause.getMessage()), cause);
    }
  }

  /**
   * Lets programs find the server from now on.
   *
   * @param jvm the description of its workers
   * @throws IOException if the description cannot be written
   */
  public void open(WorkerJvm jvm) throws IOException {
    Path offer = directory.path().resolve(OFFER);
    Path unfinished = directory.path().resolve('.' + OFFER);
    StoreDirectory.createPrivateFile(unfinished);
    Files.write(unfinished, Fields.toBytes(jvm.toFields()));
    Files.move(unfinished, offer, StandardCopyOption.ATOMIC_MOVE);
    var _ = Thread.ofPlatform().daemon().name("baton-standby-accept").start(this::accept);
  }

  /** Waits until the server was unused for its idle limit, or was closed. */
  public void awaitIdle() throws InterruptedException {
    workers.awaitIdle();
  }

  private void accept() {
    while (true) {
      try {
        SocketChannel channel = server.accept();
        var _ =
            Thread.ofVirtual()
                .name("baton-standby-client")
                .start(() -> serve(new FrameChannel(channel)));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(FrameChannel connection) {
    try (connection) {
      Frame first = connection.receive();
      if (first == null) {
        return;
      }
      switch (first.type()) {
        case TAKE -> give(connection);
        case STATUS -> tell(connection);
        case STOP -> close();
        default -> throw new IOException(first.type() + " to nobody");
      }
    } catch (IOException e) {
      // The program is gone, or does not speak this protocol.
    }
  }

  private void give(FrameChannel connection) throws IOException {
    StandbyWorker worker = workers.take();
    if (worker == null) {
      connection.send(FrameType.NONE);
    } else {
      worker.serve(connection);
    }
  }

  private void tell(FrameChannel connection) throws IOException {
    byte[] told =
        Fields.toBytes(
            new StandbyStatus(
                    ProcessHandle.current().pid(), workers.free(), workers.inUse(), settings)
                .toFields());
    connection.send(FrameType.STATUS, told, 0, told.length);
  }

  /** Ends all workers, including those that were given away, and removes the directory. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      awaitClosed();
      return;
    }
    try {
      server.close();
      workers.close(STOP_LIMIT);
    } catch (IOException e) {
      // No program can connect any more in any case.
    } finally {
      directory.close();
      ended.countDown();
    }
  }

  private void awaitClosed() {
    try {
      var _ = ended.await(STOP_LIMIT.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
