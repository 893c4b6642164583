package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.log.kafka.PoolTopics;
import dev.baton.process.JvmCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBinding;

/**
 * A Kafka broker as an administrator would run it: Kafka's own program with SCRAM logins, an
 * authorizer that allows nothing by itself, and listeners with TLS.
 */
final class SecuredKafka implements AutoCloseable {

  /** A listener of the broker. */
  enum Listener {
    /** SCRAM without TLS. */
    SASL,
    /** SCRAM with TLS. */
    TLS,
    /** SCRAM with TLS and a certificate that has expired. */
    EXPIRED,
    /** SCRAM with TLS and a certificate for another host. */
    ELSEWHERE,
    /** Clients show certificates. */
    MTLS
  }

  static final String ADMIN = "admin";

  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String CONTROLLER = "CONTROLLER";

  private final Path folder;
  private final Map<String, Integer> ports = new HashMap<>();
  private final TestCertificates certificates;
  private final Path trusted;
  private final Path client;
  private final Process broker;
  private final Admin admin;

  /** Starts it. */
  SecuredKafka(Path folder, String... users) throws Exception {
    this.folder = folder;
    certificates = new TestCertificates(folder.resolve("certificates"));
    trusted = certificates.trusted();
    client = certificates.issue("client");
    for (Listener listener : Listener.values()) {
      ports.put(listener.name(), freePort());
    }
    ports.put(CONTROLLER, freePort());
    Path properties = folder.resolve("server.properties");
    store(serverProperties(), properties);
    List<String> format =
        new ArrayList<>(
            List.of("format", "-t", Uuid.randomUuid().toString(), "-c", properties.toString()));
    Stream.concat(Stream.of(ADMIN), Arrays.stream(users))
        .forEach(
            user -> {
              format.add("--add-scram");
              format.add("SCRAM-SHA-512=[name=" + user + ",password=" + secret(user) + "]");
            });
    Process formatting = start("kafka.tools.StorageTool", "format.txt", format);
    assertThat(formatting.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(formatting.exitValue()).as(() -> said("format.txt")).isZero();
    broker = start("kafka.Kafka", "broker.txt", List.of(properties.toString()));
    admin = Admin.create(new HashMap<>(client(Listener.SASL, ADMIN)));
    await("the broker is up:\n" + folder)
        .atMost(LIMIT)
        .ignoreExceptions()
        .failFast("the broker ended", () -> !broker.isAlive())
        .until(() -> admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).size() == 1);
  }

  /** The password of a user. */
  static String secret(String user) {
    return "secret-of-" + user;
  }

  /** The address of a listener. */
  String address(Listener listener) {
    return "127.0.0.1:" + ports.get(listener.name());
  }

  /** Creates the topics of a pool with few partitions. */
  void createTopics(String pool, Map<String, String> settings) throws Exception {
    List<NewTopic> topics =
        PoolTopics.of(pool, 8, 2).all().stream()
            .map(
                plan ->
                    new NewTopic(plan.topic(), Optional.of(plan.partitions()), Optional.empty())
                        .configs(settings))
            .toList();
    var _ = admin.createTopics(topics).all().get();
  }

  /** Grants rights. */
  void allow(List<AclBinding> rights) throws Exception {
    var _ = admin.createAcls(rights).all().get();
  }

  /** The properties that a user needs at a listener. */
  Map<String, String> client(Listener listener, String user) {
    Map<String, String> map = new HashMap<>();
    map.put("bootstrap.servers", address(listener));
    map.put("security.protocol", protocol(listener));
    if (listener == Listener.MTLS) {
      map.put("ssl.keystore.location", client.toString());
      map.put("ssl.keystore.password", TestCertificates.PASSWORD);
    } else {
      map.put("sasl.mechanism", "SCRAM-SHA-512");
      map.put("sasl.jaas.config", jaas(user));
    }
    if (listener != Listener.SASL) {
      map.put("ssl.truststore.location", trusted.toString());
      map.put("ssl.truststore.password", TestCertificates.PASSWORD);
    }
    return map;
  }

  /** A file with properties. */
  Path file(String name, Map<String, String> properties) throws IOException {
    Path file = folder.resolve(name + ".properties");
    store(properties, file);
    return file;
  }

  /** A file with the properties that a user needs at a listener. */
  Path file(Listener listener, String user) throws IOException {
    return file(listener + "-" + user, client(listener, user));
  }

  private Map<String, String> serverProperties() throws Exception {
    Map<String, String> map = new HashMap<>();
    map.put("process.roles", "broker,controller");
    map.put("node.id", "1");
    map.put("controller.quorum.voters", "1@127.0.0.1:" + ports.get(CONTROLLER));
    map.put(
        "listeners",
        ports.entrySet().stream()
            .map(listener -> listener.getKey() + "://127.0.0.1:" + listener.getValue())
            .collect(Collectors.joining(",")));
    map.put(
        "listener.security.protocol.map",
        Stream.concat(
                Arrays.stream(Listener.values()).map(name -> name + ":" + protocol(name)),
                Stream.of(CONTROLLER + ":PLAINTEXT"))
            .collect(Collectors.joining(",")));
    map.put("controller.listener.names", CONTROLLER);
    map.put("inter.broker.listener.name", "SASL");
    map.put("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512");
    map.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
    map.put("log.dirs", folder.resolve("logs").toString());
    map.put("auto.create.topics.enable", "false");
    map.put("offsets.topic.replication.factor", "1");
    map.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    map.put("super.users", "User:" + ADMIN + ";User:ANONYMOUS"); // anonymous: the controller
    for (Listener listener : Listener.values()) {
      String prefix = "listener.name." + listener.name().toLowerCase(Locale.ROOT) + ".";
      map.put(prefix + "scram-sha-512.sasl.jaas.config", jaas(ADMIN));
    }
    keystore(map, Listener.TLS, certificates.issue("tls"));
    keystore(map, Listener.EXPIRED, certificates.issueExpired("expired"));
    keystore(map, Listener.ELSEWHERE, certificates.issueForAnotherHost("elsewhere"));
    keystore(map, Listener.MTLS, certificates.issue("mtls"));
    map.put("listener.name.mtls.ssl.client.auth", "required");
    map.put("listener.name.mtls.ssl.truststore.location", trusted.toString());
    map.put("listener.name.mtls.ssl.truststore.password", TestCertificates.PASSWORD);
    return map;
  }

  private static void keystore(Map<String, String> map, Listener listener, Path store) {
    String prefix = "listener.name." + listener.name().toLowerCase(Locale.ROOT) + ".ssl.";
    map.put(prefix + "keystore.location", store.toString());
    map.put(prefix + "keystore.password", TestCertificates.PASSWORD);
    map.put(prefix + "key.password", TestCertificates.PASSWORD);
  }

  private static String protocol(Listener listener) {
    return switch (listener) {
      case SASL -> "SASL_PLAINTEXT";
      case TLS, EXPIRED, ELSEWHERE -> "SASL_SSL";
      case MTLS -> "SSL";
    };
  }

  private static String jaas(String user) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\""
        + user
        + "\" password=\""
        + secret(user)
        + "\";";
  }

  private static void store(Map<String, String> map, Path file) throws IOException {
    Properties properties = new Properties();
    properties.putAll(map);
    try (var out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
  }

  private Process start(String main, String output, List<String> arguments) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                JvmCommand.javaProgram().toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main));
    words.addAll(arguments);
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(output).toFile())
        .start();
  }

  private String said(String output) {
    try {
      return Files.readString(folder.resolve(output));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
    broker.destroy();
    await("the broker has ended").atMost(LIMIT).until(() -> !broker.isAlive());
  }
}
