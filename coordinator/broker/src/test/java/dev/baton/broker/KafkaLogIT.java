package dev.baton.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import dev.baton.UsageException;
import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Message;
import dev.baton.log.PublishCallback;
import dev.baton.log.Start;
import dev.baton.log.Subscription;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.log.kafka.PoolTopics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The log against a real broker. */
class KafkaLogIT {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private static EmbeddedBroker broker;
  private static Map<String, String> properties;
  private static KafkaLog log;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(BrokerConfig.temporary("baton"), System.err::println);
    properties = broker.awaitReady(Duration.ofMinutes(2));
    log = KafkaLog.connect("baton", properties);
  }

  @AfterAll
  static void stopBroker() {
    log.close();
    broker.close();
  }

  @Test
  void recordsArriveInOrderWithPlaceAndTime() {
    long before = System.currentTimeMillis();
    try (Subscription in = subscribe(Channel.INBOX, 0, new Start.Latest())) {
      for (int i = 0; i < 1000; i++) {
        publish(Channel.INBOX, 0, Integer.toString(i));
      }
      List<Message> messages = take(in, 1000);

      assertThat(messages).extracting(KafkaLogIT::text).startsWith("0", "1").endsWith("999");
      assertThat(messages)
          .allSatisfy(
              message -> {
                assertThat(message.channel()).isEqualTo(Channel.INBOX);
                assertThat(message.partition()).isZero();
                assertThat(message.timestampMs()).isGreaterThanOrEqualTo(before);
              });
      assertThat(messages).extracting(Message::offset).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void onePartitionHearsNothingOfAnother() {
    try (Subscription two = subscribe(Channel.INBOX, 2, new Start.Latest());
        Subscription three = subscribe(Channel.INBOX, 3, new Start.Latest())) {
      publish(Channel.INBOX, 2, "for two");
      publish(Channel.INBOX, 3, "for three");

      assertThat(take(two, 1)).extracting(KafkaLogIT::text).containsExactly("for two");
      assertThat(take(three, 1)).extracting(KafkaLogIT::text).containsExactly("for three");
    }
  }

  @Test
  void subscriptionsStartWhereTheyAreTold() {
    publish(Channel.INBOX, 4, "old");
    log.publisher().flush(LIMIT);
    try (Subscription since =
            subscribe(Channel.INBOX, 4, new Start.Since(Instant.now().minusSeconds(60)));
        Subscription future =
            subscribe(Channel.INBOX, 4, new Start.Since(Instant.now().plusSeconds(3600)));
        Subscription earliest = subscribe(Channel.INBOX, 4, new Start.Earliest());
        Subscription latest = subscribe(Channel.INBOX, 4, new Start.Latest())) {
      publish(Channel.INBOX, 4, "new");

      assertThat(take(since, 2)).extracting(KafkaLogIT::text).containsExactly("old", "new");
      assertThat(take(earliest, 2)).extracting(KafkaLogIT::text).containsExactly("old", "new");
      assertThat(take(future, 1)).extracting(KafkaLogIT::text).containsExactly("new");
      assertThat(take(latest, 1)).extracting(KafkaLogIT::text).containsExactly("new");
    }
  }

  @Test
  void aPartitionIsReadToTheEndItHadAndNoFurther() {
    List<String> read = new ArrayList<>();
    ChannelPartition part = new ChannelPartition(Channel.INBOX, 5);
    log.readToEnd(part, new Start.Earliest(), message -> read.add(text(message)));
    assertThat(read).isEmpty();
    publish(Channel.INBOX, 5, "one");
    publish(Channel.INBOX, 5, "two");
    log.publisher().flush(LIMIT);

    log.readToEnd(
        part,
        new Start.Earliest(),
        message -> {
          read.add(text(message));
          publish(Channel.INBOX, 5, "later");
          log.publisher().flush(LIMIT);
        });

    assertThat(read).containsExactly("one", "two");
  }

  @Test
  void aSubscriptionKnowsHowFarItIsBehind() {
    int all = 1_200; // more than one poll returns
    for (int i = 0; i < all; i++) {
      publish(Channel.INBOX, 6, Integer.toString(i));
    }
    log.publisher().flush(LIMIT);
    try (Subscription in = subscribe(Channel.INBOX, 6, new Start.Earliest())) {
      assertThat(in.lag()).as("before the first record").isZero();

      List<Message> first = new ArrayList<>();
      await().atMost(LIMIT).until(() -> first.addAll(in.poll(Duration.ofMillis(200))));
      assertThat(in.lag()).isEqualTo(all - first.size()).isPositive();
      take(in, all - first.size());
      assertThat(in.lag()).isZero();
    }
  }

  @Test
  void largeRecordsGoThroughWhole() {
    for (int size : new int[] {10 << 20, 64 << 20}) {
      byte[] bytes = new byte[size];
      new Random(size).nextBytes(bytes);
      try (Subscription in = subscribe(Channel.RESULTS, 1, new Start.Latest())) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        log.publisher().publish(Channel.RESULTS, 1, bytes, completing(sent));

        assertThat(take(in, 1).getFirst().bytes()).isEqualTo(bytes);
        assertThat(sent).succeedsWithin(LIMIT);
      }
    }
  }

  @Test
  void aRecordIsNotCopiedOutOfWhatItWasReceivedIn() {
    byte[] record = new byte[2 << 20];
    try (Subscription in = subscribe(Channel.INBOX, 7, new Start.Latest())) {
      log.publisher().publish(Channel.INBOX, 7, record, PublishCallback.IGNORE);

      Message message = take(in, 1).getFirst();

      assertThat(message.data().remaining()).isEqualTo(record.length);
      assertThat(message.data().array()).hasSizeGreaterThan(record.length);
    }
  }

  @Test
  void recordThatIsTooLargeIsRefusedAtOnce() {
    byte[] bytes = new byte[log.publisher().maxRecordBytes() + 1];

    assertThatThrownBy(
            () -> log.publisher().publish(Channel.INBOX, 0, bytes, PublishCallback.IGNORE))
        .isInstanceOf(BatonException.class)
        .hasMessageContaining("baton.inbox")
        .hasMessageContaining("max.message.bytes");
  }

  @Test
  void wakeupEndsAPoll() throws Exception {
    try (Subscription in = subscribe(Channel.INBOX, 5, new Start.Latest())) {
      CompletableFuture<List<Message>> polled = new CompletableFuture<>();
      Thread reader = Thread.ofPlatform().start(() -> polled.complete(in.poll(LIMIT)));
      in.wakeup();

      assertThat(polled).succeedsWithin(LIMIT.dividedBy(2)).isEqualTo(List.of());
      reader.join();
    }
  }

  @Test
  void interruptEndsAPollAndStaysVisible() throws Exception {
    try (Subscription in = subscribe(Channel.INBOX, 5, new Start.Latest())) {
      CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
      Thread reader =
          Thread.ofPlatform()
              .start(
                  () -> {
                    var _ = in.poll(LIMIT);
                    interrupted.complete(Thread.currentThread().isInterrupted());
                  });
      reader.interrupt();

      assertThat(interrupted).succeedsWithin(LIMIT.dividedBy(2)).isEqualTo(true);
      reader.join();
    }
  }

  @Test
  void missingTopicsAreListedWithTheirSettings() {
    assertThatThrownBy(() -> KafkaLog.connect("nobody", properties))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("lacks topics of pool 'nobody'")
        .hasMessageContaining(
            "--create --if-not-exists --topic nobody.inbox --partitions 64 --config cleanup")
        .hasMessageContaining("--topic nobody.quarantine --partitions 1 ");
  }

  @Test
  void hostAgentsMakeTheTopicsOfANewPoolAndOthersFindThem() {
    try (KafkaLog agent = KafkaLog.connectCreating(PoolTopics.of("fresh"), properties, LIMIT);
        KafkaLog coordinator = KafkaLog.connect("fresh", properties)) {
      assertThat(agent.partitions(Channel.INBOX)).isEqualTo(64);
      assertThat(coordinator.partitions(Channel.EVENTS)).isEqualTo(1);
    }
  }

  /** Kafka tells of new topics early, and a producer that believes it may get stuck. */
  @Test
  void topicsTakeManyRecordsAsSoonAsTheyAreFound() {
    PoolTopics topics = PoolTopics.of("made-now");
    try (KafkaLog _ = KafkaLog.connectCreating(topics, properties, LIMIT);
        KafkaLog coordinator = KafkaLog.connect(topics, properties)) {
      for (int i = 0; i < 300; i++) {
        for (int partition = 0; partition < coordinator.partitions(Channel.INBOX); partition++) {
          coordinator
              .publisher()
              .publish(Channel.INBOX, partition, new byte[500], PublishCallback.IGNORE);
        }
      }
      coordinator.publisher().flush(LIMIT); // or it says that records could not be sent
    }
  }

  @Test
  void limitOfForeignTopicsIsAskedFor() throws Exception {
    createTopics("small", "300000");
    createTopics("tiny", "1000");
    Map<String, String> foreign = new HashMap<>(properties);
    foreign.remove("max.request.size");

    try (KafkaLog small = KafkaLog.connect("small", foreign)) {
      assertThat(small.publisher().maxRecordBytes()).isBetween(290_000, 300_000);
    }
    assertThatThrownBy(() -> KafkaLog.connect("tiny", foreign))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("max.message.bytes of tiny.inbox and tiny.results");
  }

  @Test
  void unreachableBrokerIsAClearErrorWithinTheLimit() throws IOException {
    int nobodyThere;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      nobodyThere = socket.getLocalPort();
    }
    Map<String, String> unreachable = Map.of("bootstrap.servers", "127.0.0.1:" + nobodyThere);

    assertThatThrownBy(
            () -> KafkaLog.connect(PoolTopics.of("baton"), unreachable, Duration.ofMillis(1500)))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageStartingWith(
            "No Kafka broker answered at 127.0.0.1:" + nobodyThere + " within 1.5 s.");
  }

  @Test
  void nameThatDoesNotResolveAndWrongPropertiesAreClearErrors() {
    assertThatThrownBy(
            () ->
                KafkaLog.connect("baton", Map.of("bootstrap.servers", "no-such-host.invalid:9092")))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("no-such-host.invalid:9092");
    assertThatThrownBy(
            () -> KafkaLog.connect("baton", Map.of("bootstrap.servers", "a:1", "acks2", "x")))
        .isInstanceOf(UsageException.class);
    assertThatThrownBy(
            () ->
                KafkaLog.connect(
                    "baton",
                    Map.of("bootstrap.servers", "127.0.0.1:1", "security.protocol", "TLS")))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("A Kafka client property is wrong");
  }

  private static void createTopics(String pool, String maxMessageBytes) throws Exception {
    List<NewTopic> topics = new ArrayList<>();
    for (Channel channel : Channel.values()) {
      topics.add(
          new NewTopic(channel.topic(pool), 1, (short) 1)
              .configs(Map.of("max.message.bytes", maxMessageBytes)));
    }
    try (Admin admin = Admin.create(new HashMap<>(properties))) {
      var _ = admin.createTopics(topics).all().get();
    }
  }

  private static Subscription subscribe(Channel channel, int partition, Start start) {
    return log.subscribe(Set.of(new ChannelPartition(channel, partition)), start);
  }

  private static void publish(Channel channel, int partition, String text) {
    log.publisher()
        .publish(channel, partition, text.getBytes(StandardCharsets.UTF_8), PublishCallback.IGNORE);
  }

  private static PublishCallback completing(CompletableFuture<Void> future) {
    return failure -> {
      if (failure == null) {
        future.complete(null);
      } else {
        future.completeExceptionally(failure);
      }
    };
  }

  private static List<Message> take(Subscription subscription, int count) {
    List<Message> messages = new ArrayList<>();
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              messages.addAll(subscription.poll(Duration.ofMillis(200)));
              return messages.size() >= count;
            });
    assertThat(messages).hasSize(count);
    return messages;
  }

  private static String text(Message message) {
    return new String(message.bytes(), StandardCharsets.UTF_8);
  }
}
