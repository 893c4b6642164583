package dev.baton.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapDirectory;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.fault.FaultHandler;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker and its controller in this JVM.
 *
 * <p>Assembled as in {@code kafka.server.KafkaRaftServer}, with three differences: the sockets are
 * bound beforehand, no metrics are exported, and a failure to start is thrown instead of ending the
 * process.
 */
final class BrokerNode implements AutoCloseable {

  private static final String CONTROLLER_USER = "controller";

  private final ControllerServer controller;
  private final BrokerServer broker;

  private BrokerNode(ControllerServer controller, BrokerServer broker) {
    this.controller = controller;
    this.broker = broker;
  }

  /**
   * Starts the node; returns when it serves clients.
   *
   * @param remote what other hosts get, if they are to use it
   */
  static BrokerNode start(
      BoundListeners listeners,
      Path logs,
      BrokerLogin login,
      @Nullable RemoteAccess remote,
      long heapBytes)
      throws IOException {
    boolean succeeds = Files.exists(logs.resolve("meta.properties"));
    if (!succeeds) {
      format(logs, login);
    }
    Map<String, String> properties =
        BrokerProperties.of(
            listeners, logs, succeeds, login, BrokerLogin.random(CONTROLLER_USER), heapBytes);
    if (remote != null) {
      properties.putAll(remote.settings(CONTROLLER_USER));
    }
    KafkaConfig config = new KafkaConfig(properties, false);
    MetaPropertiesEnsemble ensemble =
        new MetaPropertiesEnsemble.Loader()
            .addMetadataLogDir(logs.toString())
            .addLogDirs(List.of(logs.toString()))
            .load();
    Map<Integer, InetSocketAddress> voters =
        Map.of(BrokerProperties.NODE_ID, listeners.controllerSocketAddress());
    SharedServer shared =
        new SharedServer(
            config,
            ensemble,
            Time.SYSTEM,
            new Metrics(),
            CompletableFuture.completedFuture(voters),
            List.of(),
            BrokerNode::faultHandler,
            listeners);
    BrokerNode node =
        new BrokerNode(
            new ControllerServer(shared, KafkaRaftServer.configSchema(), bootstrap(logs)),
            new BrokerServer(shared));
    node.controller.startup();
    node.broker.startup();
    return node;
  }

  /** Stops in an orderly way: all that was written is on disk afterwards. */
  @Override
  public void close() {
    broker.shutdown();
    controller.shutdown();
  }

  private static void format(Path logs, BrokerLogin login) throws IOException {
    Formatter formatter =
        new Formatter()
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
            .setClusterId(Uuid.randomUuid().toString())
            .setNodeId(BrokerProperties.NODE_ID)
            .setControllerListenerName(BoundListeners.CONTROLLER)
            .setMetadataLogDirectory(logs.toString())
            .setDirectories(List.of(logs.toString()))
            .setScramArguments(
                List.of(
                    "SCRAM-SHA-512=[name=" + login.user() + ",password=" + login.password() + ']'));
    try {
      formatter.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("formatting " + logs + " failed", e);
    }
  }

  private static BootstrapMetadata bootstrap(Path logs) throws IOException {
    try {
      return new BootstrapDirectory(logs.toString()).read();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("reading " + logs + " failed", e);
    }
  }

  private static FaultHandler faultHandler(String name, boolean fatal, Runnable action) {
    return (message, cause) -> {
      action.run();
      return new IllegalStateException(name + ": " + message, cause);
    };
  }
}
