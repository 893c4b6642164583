package dev.baton.broker;

import dev.baton.EnvironmentException;
import dev.baton.process.ChildExit;
import dev.baton.process.ChildProcess;
import dev.baton.process.FileTree;
import dev.baton.process.JvmClassPath;
import dev.baton.process.JvmCommand;
import dev.baton.process.JvmFlags;
import dev.baton.process.LoaderClassPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker as a child process, for this user only, on the loopback interface and, with {@link
 * BrokerConfig#withRemote}, on another one. Thread-safe.
 *
 * <p>It ends with this process, however that ends. A temporary data directory is deleted with it.
 */
public final class EmbeddedBroker implements AutoCloseable {

  /** System property with the class path of the broker process, if it is not this JVM's. */
  public static final String CLASS_PATH_PROPERTY = "baton.broker.classpath";

  private static final String SERVER_CLASS = "kafka/server/KafkaRaftServer.class";
  private static final String ROLE = "broker";
  private static final int CONNECT_LIMIT_MS = 1_000;

  private static final String BOOTSTRAP = "bootstrap.servers";

  private final BrokerConfig config;
  private final List<Path> classPath;
  private final ChildProcess child;
  private final boolean temporary;
  private volatile @Nullable Path directory;
  private volatile int port;

  private EmbeddedBroker(
      BrokerConfig config, List<Path> classPath, ChildProcess child, boolean temporary) {
    this.config = config;
    this.classPath = classPath;
    this.child = child;
    this.temporary = temporary;
  }

  /**
   * Starts the process and returns at once.
   *
   * @param output receives its output, warnings and errors, line by line
   * @throws EnvironmentException if Kafka's server is not on the class path
   */
  public static EmbeddedBroker start(BrokerConfig config, Consumer<String> output) {
    return start(config, List.of(), output);
  }

  /**
   * As above, with a class path.
   *
   * @param classPath empty for that of this process
   */
  public static EmbeddedBroker start(
      BrokerConfig config, List<Path> classPath, Consumer<String> output) {
    return start(config, classPath, config.dataDirectory() == null, output);
  }

  private static EmbeddedBroker start(
      BrokerConfig config, List<Path> classPath, boolean temporary, Consumer<String> output) {
    ChildProcess child = ChildProcess.start(ROLE, command(config, classPath), output);
    EmbeddedBroker broker = new EmbeddedBroker(config, classPath, child, temporary);
    broker.directory = config.dataDirectory();
    try {
      child.writeBlock(config.toBlock());
      return broker;
    } catch (EnvironmentException e) {
      broker.close();
      throw e;
    }
  }

  /**
   * Starts another process in place of this one, which has ended: with the same records, topics and
   * login, and at the same address, so that its clients continue by themselves.
   *
   * @throws EnvironmentException if its data is gone too, or its disk is full
   */
  public EmbeddedBroker restart(Consumer<String> output) {
    Path path = directory;
    if (path == null || !BrokerDirectory.isFormatted(path)) {
      throw new EnvironmentException("The broker ended, and its data is gone.");
    }
    BrokerNeeds.requireRoom(path);
    BrokerConfig again =
        config.brief() ? config.withRunDirectory(path) : config.withDataDirectory(path);
    EmbeddedBroker started = start(again.withPort(port), classPath, temporary, output);
    // Known before the broker is ready: it may end before that, and be started again.
    started.directory = path;
    started.port = port;
    return started;
  }

  /**
   * Waits until the broker serves clients and has the pool's topics.
   *
   * @return the properties a Kafka client needs, including the password
   * @throws EnvironmentException if it cannot start or takes longer
   */
  public Map<String, String> awaitReady(Duration limit) {
    Map<String, String> properties = new TreeMap<>(child.awaitReady(limit));
    directory = Path.of(properties.remove(BrokerMain.DIRECTORY));
    port = Integer.parseInt(properties.getOrDefault(BOOTSTRAP, "").replaceFirst(".*:", ""));
    return properties;
  }

  /**
   * The owner-only file with the client properties, to be passed to others as {@code
   * --kafka-config}; it exists once the broker is ready.
   */
  public Path clientPropertiesFile() {
    Path path = directory;
    if (path == null || port == 0) {
      throw new IllegalStateException("the broker is not ready yet");
    }
    return BrokerDirectory.clientProperties(path);
  }

  /**
   * The owner-only file with the token with which other hosts join; it exists once the broker is
   * ready, if it listens for them.
   */
  public Path joinTokenFile() {
    return BrokerDirectory.joinToken(directoryOfTokens());
  }

  /** The owner-only file with the token for those who have work for the workers, likewise. */
  public Path clientTokenFile() {
    return BrokerDirectory.clientToken(directoryOfTokens());
  }

  private Path directoryOfTokens() {
    Path path = directory;
    if (path == null || config.remote() == null) {
      throw new IllegalStateException("no listener for other hosts");
    }
    return path;
  }

  /** The file with the join token of the broker that last used a data directory, if it made one. */
  public static Path lastJoinTokenFile(Path directory) {
    return BrokerDirectory.joinToken(directory);
  }

  /** The port of the broker that last used a data directory; empty if there was none. */
  public static OptionalInt lastPort(Path directory) {
    return BrokerDirectory.lastPort(directory);
  }

  /** Whether some broker, of this process or another, currently uses a data directory. */
  public static boolean isRunningIn(Path directory) {
    return BrokerDirectory.isHeld(directory);
  }

  /** Completes when the process has ended, whether or not that was intended. */
  public CompletableFuture<ChildExit> onExit() {
    return child.onExit();
  }

  /** Whether it accepts connections now. */
  public boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_LIMIT_MS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The size of the records on its disk; 0 before it is ready. */
  public long recordBytes() {
    Path path = directory;
    return path == null ? 0 : BrokerDirectory.recordBytes(path);
  }

  /** How much is free on its disk; 0 before it is ready. */
  public long freeBytes() {
    Path path = directory;
    return path == null ? 0 : path.toFile().getUsableSpace();
  }

  /** Its process id. */
  public long pid() {
    return child.pid();
  }

  /**
   * Stops the broker and removes its data unless that is kept. Data that will not be read again
   * needs no orderly stop, which would take a third of a second.
   */
  @Override
  public void close() {
    if (temporary && directory != null) {
      discard();
    } else {
      child.close();
    }
  }

  /** Stops the broker and removes its data even if it was to be kept: it will not be read again. */
  public void discard() {
    Path path = directory;
    if (path == null) {
      child.close(); // it has not reported its directory, and removes it itself
    } else {
      child.discard();
      delete(path);
    }
  }

  private static void delete(Path path) {
    try {
      FileTree.delete(path);
    } catch (IOException e) {
      System.getLogger(EmbeddedBroker.class.getName())
          .log(System.Logger.Level.WARNING, "The broker's data is left in " + path, e);
    }
  }

  private static JvmCommand command(BrokerConfig config, List<Path> classPath) {
    return JvmCommand.builder(BrokerMain.class.getName())
        .classPath(word(classPath))
        .flags(JvmFlags.broker(config.heapBytes(), config.brief()))
        .role(ROLE)
        .build();
  }

  /**
   * A launcher knows the class path best; a program's own may lack the server, which only brokers
   * need.
   */
  private static String word(List<Path> classPath) {
    String given = System.getProperty(CLASS_PATH_PROPERTY);
    if (given != null) {
      return given;
    }
    if (!classPath.isEmpty()) {
      return LoaderClassPath.word(classPath);
    }
    if (EmbeddedBroker.class.getClassLoader().getResource(SERVER_CLASS) == null) {
      throw new EnvironmentException(
          "The embedded broker needs Kafka's server on the class path: depend on"
              + " dev.baton:baton-broker, or name a broker with --bootstrap HOST:PORT"
              + " (ProcessPool.connect).");
    }
    return JvmClassPath.ofThisJvm();
  }
}
