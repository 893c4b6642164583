package dev.baton.broker;

import dev.baton.BatonException;
import dev.baton.log.kafka.ClientProperties;
import dev.baton.log.kafka.KafkaLogging;
import dev.baton.log.kafka.PoolTopics;
import dev.baton.log.kafka.TopicAdmin;
import dev.baton.log.kafka.login.KeyLoginModule;
import dev.baton.process.Library;
import dev.baton.process.ParentLink;
import dev.baton.process.TempDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The broker process: a child of the process that started it. It ends with its parent. */
public final class BrokerMain {

  /** The key of the directory in the ready message, beside the client properties. */
  static final String DIRECTORY = "directory";

  private static final Duration TOPICS_LIMIT = Duration.ofSeconds(20);

  private BrokerMain() {}

  /** Runs a broker until the parent is gone. */
  public static void main(String... arguments) {
    ParentLink parent = ParentLink.open();
    try {
      Library.KAFKA_CLIENTS.requireSameLine();
      KafkaLogging.quieten();
      run(parent, BrokerConfig.fromBlock(parent.readBlock()));
    } catch (IOException | RuntimeException | LinkageError e) {
      parent.error(explain(e));
      Runtime.getRuntime().exit(1);
    }
  }

  private static void run(ParentLink parent, BrokerConfig config) throws IOException {
    BrokerNeeds.requireDescriptors(BrokerNeeds.descriptors());
    BrokerDirectory directory = BrokerDirectory.take(config.dataDirectory());
    BrokerEnd end = new BrokerEnd(directory, parent);
    Runtime.getRuntime().addShutdownHook(new Thread(end, "baton-broker-end"));
    BrokerNeeds.requireRoom(directory.path());
    BrokerErrors.install(directory.path());
    BrokerLogin login = directory.login(KeyLoginModule.OWNER);
    try (BoundListeners listeners = new BoundListeners(config.port(), config.remote())) {
      RemoteAccess remote = openRemote(directory, login, listeners.remote());
      end.node(BrokerNode.start(listeners, directory.kafka(), login, remote, config.heapBytes()));
      Map<String, String> client = login.poolProperties(listeners.clientAddress());
      PoolTopics topics =
          PoolTopics.of(config.pool(), config.inboxPartitions(), config.resultPartitions());
      boolean isNew = !directory.has(topics); // asking would take a core that clients wait for
      if (isNew || remote != null) {
        prepare(isNew, topics, remote, client);
      }
      directory.writeClientProperties(login.clientProperties(listeners.clientAddress()));
      Map<String, String> ready = new TreeMap<>(client);
      ready.put(DIRECTORY, directory.path().toString());
      end.announced();
      parent.ready(ready);
    }
    AbandonedDirectories.sweep(TempDirectory.path(), directory.path());
  }

  /** Prepares for other hosts, if there are to be some. */
  private static @Nullable RemoteAccess openRemote(
      BrokerDirectory directory, BrokerLogin login, @Nullable RemoteListener listener)
      throws IOException {
    if (listener == null) {
      directory.removeTokens();
      return null;
    }
    return RemoteAccess.open(directory, login, listener);
  }

  private static void prepare(
      boolean isNew, PoolTopics topics, @Nullable RemoteAccess remote, Map<String, String> client) {
    try (TopicAdmin admin = TopicAdmin.open(ClientProperties.of(client), TOPICS_LIMIT)) {
      if (isNew) {
        admin.createMissing(topics);
      }
      if (remote != null) {
        remote.grant(admin, topics.namespace());
      }
    }
  }

  private static String explain(Throwable failure) {
    if (failure instanceof LinkageError) {
      return "The broker could not start: Kafka's server on the class path is not version "
          + Library.KAFKA_CLIENTS.built()
          + ", or is incomplete. Depend on dev.baton:baton-broker, and keep the versions of"
          + " its dependencies unchanged ("
          + failure
          + ").";
    }
    if (failure instanceof BatonException) {
      return String.valueOf(failure.getMessage());
    }
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return "The broker could not start: " + cause;
  }
}
