package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.EnvironmentException;
import dev.baton.cli.SecuredKafka.Listener;
import dev.baton.launch.LargeTask;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.TaskFuture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Baton on a cluster that lets nobody do anything that was not granted. */
class SecurityIT extends WithSandbox {

  private static final String COORDINATOR = "coordinator";
  private static final String AGENT = "agent";
  private static final String WORKER = "worker";
  private static final String OBSERVER = "observer";
  private static final String OPERATOR = "operator";
  private static final String NOBODY = "nobody";

  @TempDir private static Path kafkaFolder;
  private static SecuredKafka kafka;

  @BeforeAll
  static void startKafka() throws Exception {
    kafka = new SecuredKafka(kafkaFolder, COORDINATOR, AGENT, WORKER, OBSERVER, OPERATOR, NOBODY);
    kafka.createTopics("baton", Map.of());
    kafka.createTopics("small", Map.of("max.message.bytes", "300000"));
    kafka.createTopics("tiny", Map.of("max.message.bytes", "1000"));
    kafka.allow(DocumentedRights.all());
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  private static String config(String user) throws IOException {
    return kafka.file(Listener.TLS, user).toString();
  }

  @Test
  void withTheDocumentedRightsEachDoesItsWorkAndNoSecretIsSeen() throws Exception {
    BatonProcess worker =
        sandbox.start(
            "worker",
            "--kafka-config=" + config(AGENT),
            "--worker-kafka-config=" + config(WORKER),
            "--workers=2",
            "--verbose");
    worker.awaitPrinted("2 workers joined pool 'baton'");

    BatonProcess run =
        sandbox.run(
            "run", "--verbose", "--kafka-config", config(COORDINATOR), "sum", "--to=1000000");
    run.endsWith(0);
    assertThat(run.out()).contains("499999500000");
    BatonProcess status = sandbox.run("status", "--kafka-config", config(OBSERVER)).endsWith(0);
    assertThat(status.out()).contains("pool baton, ", ", 2 workers");
    BatonProcess jobs = sandbox.run("jobs", "--kafka-config", config(OBSERVER)).endsWith(0);
    assertThat(jobs.out()).contains("sum");

    assertThat(sandbox.processes()).hasSizeGreaterThanOrEqualTo(3);
    for (String process : sandbox.processes()) {
      String pid = process.substring(0, process.indexOf(' '));
      assertThat(shownBy(pid)).as(process).doesNotContain("secret-of", TestCertificates.PASSWORD);
    }
    worker.signal("TERM");
    worker.endsWith(0);
    assertThat(worker.out() + worker.err() + run.err() + status.err())
        .doesNotContain("secret-of", TestCertificates.PASSWORD);
    sandbox.assertNothingLeft();
  }

  @Test
  void anOperatorCancelsAJobThatAnObserverOrAHostCannot() throws Exception {
    BatonProcess worker =
        sandbox.start(
            "worker",
            "--kafka-config=" + config(AGENT),
            "--worker-kafka-config=" + config(WORKER),
            "--workers=1");
    worker.awaitPrinted("1 worker joined pool 'baton'");
    BatonProcess run =
        sandbox.start(
            "run",
            "--progress=always",
            "--kafka-config=" + config(COORDINATOR),
            "sleep",
            "--seconds=600",
            "--tasks=2");
    run.awaitPrinted("of 2 tasks");
    Matcher job =
        Pattern.compile("(?m)^(\\S+) +running ")
            .matcher(sandbox.run("jobs", "--kafka-config=" + config(OBSERVER)).endsWith(0).out());
    assertThat(job.find()).isTrue();

    for (String user : List.of(WORKER, AGENT, OBSERVER)) {
      BatonProcess refused =
          sandbox.run("cancel", "--kafka-config=" + config(user), job.group(1)).endsWith(3);
      assertThat(refused.err()).contains("'" + user + "' lacks rights that an operator needs");
    }
    assertThat(run.isAlive()).isTrue();
    sandbox.run("cancel", "--kafka-config=" + config(OPERATOR), job.group(1)).endsWith(0);

    run.endsWith(130);
    assertThat(run.err()).contains("baton: interrupted (cancelled by ");
  }

  /** What any user of the machine, or any child, can see of a process. */
  private static String shownBy(String pid) throws IOException {
    return Files.readString(Path.of("/proc", pid, "cmdline"), StandardCharsets.ISO_8859_1)
        + Files.readString(Path.of("/proc", pid, "environ"), StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(strings = {WORKER, AGENT, OBSERVER})
  void nobodyButACoordinatorCanPostTasks(String user) throws Exception {
    assertThatThrownBy(() -> post(kafka.client(Listener.SASL, user), "baton.inbox"))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {WORKER, AGENT, OBSERVER})
  void nobodyButACoordinatorCanReadResults(String user) {
    assertThatExceptionOfType(TopicAuthorizationException.class)
        .isThrownBy(() -> read(kafka.client(Listener.SASL, user), "baton.results"));
  }

  @Test
  void whoLacksTheSecretCanNeitherPostTasksNorReadResults() throws Exception {
    Map<String, String> wrong = wrongSecret();

    assertThatThrownBy(() -> post(wrong, "baton.inbox"))
        .hasCauseInstanceOf(SaslAuthenticationException.class);
    assertThatExceptionOfType(SaslAuthenticationException.class)
        .isThrownBy(() -> read(wrong, "baton.results"));
    // That the same calls succeed with the rights shows that they could have.
    post(kafka.client(Listener.SASL, COORDINATOR), "baton.inbox");
    read(kafka.client(Listener.SASL, COORDINATOR), "baton.results");
  }

  private static void post(Map<String, String> client, String topic) throws Exception {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put("max.block.ms", "20000");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      var _ = producer.send(new ProducerRecord<>(topic, 7, null, new byte[1])).get();
    }
  }

  private static void read(Map<String, String> client, String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            new HashMap<>(client), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, 0);
      for (int i = 0; i < 10; i++) {
        var _ = consumer.poll(Duration.ofMillis(300));
      }
    }
  }

  /** What is wrong, the properties, and what the message has to say. */
  static Stream<Arguments> troubles() {
    Map<String, String> tls = kafka.client(Listener.TLS, COORDINATOR);
    return Stream.of(
        trouble("secret", wrongSecret(), "refused the login", "sasl.jaas.config"),
        trouble(
            "no-tls",
            with(tls, "security.protocol", "SASL_PLAINTEXT"),
            "What listens at " + kafka.address(Listener.TLS) + " expects TLS",
            "security.protocol=SASL_PLAINTEXT"),
        trouble(
            "tls",
            with(tls, "bootstrap.servers", kafka.address(Listener.SASL)),
            "What listens at " + kafka.address(Listener.SASL) + " does not speak TLS",
            "security.protocol=SASL_SSL"),
        trouble(
            "untrusted",
            without(tls, "ssl.truststore.location", "ssl.truststore.password"),
            "is not trusted",
            "ssl.truststore"),
        trouble(
            "elsewhere",
            kafka.client(Listener.ELSEWHERE, COORDINATOR),
            "is for another host",
            "127.0.0.1"),
        trouble("expired", kafka.client(Listener.EXPIRED, COORDINATOR), "has expired", "renew"),
        trouble(
            "no-certificate",
            without(
                kafka.client(Listener.MTLS, NOBODY),
                "ssl.keystore.location",
                "ssl.keystore.password"),
            "refused the certificate of this client, or expects one",
            "ssl.keystore"),
        trouble(
            "no-file",
            with(tls, "ssl.truststore.location", "/no/such.p12"),
            "There is no file /no/such.p12 that this user can read",
            "ssl.truststore.location"));
  }

  private static Arguments trouble(String name, Map<String, String> properties, String... parts) {
    return Arguments.of(name, properties, List.of(parts));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("troubles")
  void whatIsWrongIsSaidInOneMessage(
      String name, Map<String, String> properties, List<String> parts) throws Exception {
    String file = kafka.file(name, properties).toString();

    for (List<String> command : List.of(List.of("run"), List.of("worker"), List.of("status"))) {
      refused(command.getFirst(), file, parts);
    }
    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(() -> ProcessPool.connect(Path.of(file)))
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "worker", "status"})
  void missingRightsAreNamedWithTheCommandThatGrantsThem(String command) throws Exception {
    String needed =
        switch (command) {
          case "run" ->
              "WRITE on baton.inbox, READ on baton.results, READ and WRITE on baton.events";
          case "worker" -> "DESCRIBE on baton.inbox";
          default -> "READ on baton.events, READ on baton.journal, READ on baton.quarantine";
        };
    String file = config(NOBODY);

    BatonProcess refused =
        refused(command, file, List.of("The Kafka user 'nobody' lacks rights", needed));

    assertThat(refused.err()).contains("kafka-acls --bootstrap-server", "User:nobody --operation");
  }

  @Test
  void aWorkersLoginThatCannotWorkIsOneErrorOfItsHost() throws Exception {
    BatonProcess host =
        sandbox
            .run(
                "worker",
                "--kafka-config=" + config(AGENT),
                "--worker-kafka-config=" + config(OBSERVER),
                "--workers=2")
            .endsWith(3);

    assertThat(host.err().lines())
        .singleElement()
        .asString()
        .contains("'observer' lacks rights that a worker needs")
        .contains("READ on baton.inbox, WRITE on baton.results");
    sandbox.assertNothingLeft();
  }

  @Test
  void topicsThatMayNotBeCreatedAreListed() throws Exception {
    kafka.allow(List.of(allow(AGENT, "fresh.", AclOperation.DESCRIBE)));
    BatonProcess host =
        sandbox
            .run("worker", "--pool=fresh", "--kafka-config=" + config(AGENT), "--workers=1")
            .endsWith(3);

    assertThat(host.err())
        .contains(
            "may not create topics", "--topic fresh.inbox --partitions 64", "fresh.quarantine");
  }

  @Test
  void topicsThatTakeTooLittleAreRefusedByAll() throws Exception {
    for (String command : List.of("run", "worker", "status")) {
      List<String> message =
          command.equals("status")
              ? List.of("No host has joined")
              : List.of(
                  "takes records of up to 1000 bytes only", "max.message.bytes of tiny.inbox");
      BatonProcess process = sandbox.run(words(command, config(SecuredKafka.ADMIN), "--pool=tiny"));
      assertThat(process.out() + process.err()).contains(message);
    }
  }

  @Test
  void aTaskThatIsLargerThanTheBrokerTakesTravelsInChunks() throws Exception {
    Map<String, String> admin =
        with(kafka.client(Listener.SASL, SecuredKafka.ADMIN), "max.request.size", "2000000");
    String file = kafka.file("large", admin).toString();
    BatonProcess worker =
        sandbox.start("worker", "--pool=small", "--kafka-config=" + file, "--workers=1");
    worker.awaitPrinted("1 worker joined");
    byte[] large = new byte[1_000_000];
    new Random(1).nextBytes(large);

    try (ProcessPool pool = ProcessPool.builder().pool("small").kafkaProperties(admin).build()) {
      TaskFuture<Integer> future = pool.submit(LargeTask.length(), large);

      assertThat(future.get()).isEqualTo(large.length);
    }
  }

  private static AclBinding allow(String user, String prefix, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, prefix, PatternType.PREFIXED),
        new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
  }

  private BatonProcess refused(String command, String file, List<String> parts) throws IOException {
    BatonProcess process = sandbox.run(words(command, file)).endsWith(3);
    assertThat(process.err().lines().filter(line -> !line.equals("sum: looking for workers")))
        .as(command)
        .singleElement()
        .asString()
        .contains(parts);
    return process;
  }

  private static String[] words(String command, String file, String... more) {
    List<String> job = command.equals("run") ? List.of("sum", "--to=10") : List.of();
    return Stream.of(List.of(command, "--kafka-config=" + file), List.of(more), job)
        .flatMap(List::stream)
        .toArray(String[]::new);
  }

  private static Map<String, String> wrongSecret() {
    Map<String, String> map = kafka.client(Listener.SASL, COORDINATOR);
    return with(map, "sasl.jaas.config", map.get("sasl.jaas.config").replace("secret-of", "no"));
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> changed = new HashMap<>(map);
    changed.put(key, value);
    return changed;
  }

  private static Map<String, String> without(Map<String, String> map, String... keys) {
    Map<String, String> changed = new HashMap<>(map);
    changed.keySet().removeAll(List.of(keys));
    return changed;
  }
}
