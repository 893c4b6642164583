package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.TaskFunction;
import dev.baton.Transport;
import dev.baton.agent.HostAgent;
import dev.baton.agent.setup.AgentConfig;
import dev.baton.broker.BrokerConfig;
import dev.baton.broker.EmbeddedBroker;
import dev.baton.config.HeapSize;
import dev.baton.config.PoolSettings;
import dev.baton.config.Settings;
import dev.baton.config.WorkerSettings;
import dev.baton.dispatch.KnownWorker;
import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.Message;
import dev.baton.log.PublishCallback;
import dev.baton.log.Start;
import dev.baton.log.Subscription;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.store.HostState;
import dev.baton.store.MappedHostState;
import dev.baton.store.StoreLimits;
import dev.baton.store.StoreLocations;
import dev.baton.wire.Frame;
import dev.baton.wire.TaskBatch;
import dev.baton.wire.WireRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A job runs while thousands of records are published that are none, or say what is not so: it gets
 * the right results, no process dies, and what was not acted upon is counted.
 */
class GarbageRecordsIT {

  private static final String POOL = "garbage";
  private static final int INBOXES = 3;
  private static final long SEED = 20261122;
  private static final int GARBAGE = Integer.getInteger("baton.test.garbage", 3_000);
  private static final int TASKS = GARBAGE / 2;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final List<String> output = new CopyOnWriteArrayList<>();

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void jobIsUnharmedByRecordsThatShouldNotBe() throws Exception {
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(
            BrokerConfig.temporary(POOL).withInboxPartitions(INBOXES), output::add)) {
      Map<String, String> kafka = broker.awaitReady(LIMIT);
      AgentConfig config =
          new AgentConfig(
              Settings.DEFAULT
                  .with(PoolSettings.POOL, POOL)
                  .with(WorkerSettings.WORKERS, 2)
                  .with(WorkerSettings.HEAP, HeapSize.fixed(256L << 20)));
      try (HostAgent agent = HostAgent.prepare(config, output::add);
          Log log = KafkaLog.connect(POOL, kafka)) {
        agent.connect(kafka);
        agent.awaitReady(LIMIT);
        try (ProcessPool pool =
            ProcessPool.builder()
                .pool(POOL)
                .kafkaProperties(kafka)
                .transport(Transport.KAFKA)
                .window(64)
                .build()) {
          await().atMost(LIMIT).until(() -> pool.engine().roster().workers().size() == 2);
          run(pool, log);
        }
        assertThat(agent.failure()).isNotDone();
      }
    }
  }

  private static void run(ProcessPool pool, Log log) throws Exception {
    List<KnownWorker> workers = pool.engine().roster().workers();
    GarbageRecords garbage = new GarbageRecords(SEED, coordinatorOf(pool, log), workers);
    TaskFunction<Integer, Integer> square =
        x -> {
          long end = System.nanoTime() + 1_000_000;
          while (System.nanoTime() < end) {
            Thread.onSpinWait();
          }
          return x * x;
        };
    Thread publishing = Thread.ofPlatform().start(() -> publish(garbage, log));

    List<Integer> results = pool.map(square, IntStream.range(0, TASKS).boxed()).toList();
    publishing.join();
    // The job may have been quicker; whoever read all of it still works.
    assertThat(pool.map(square, List.of(7)).toList()).containsExactly(49);

    assertThat(results).isEqualTo(IntStream.range(0, TASKS).map(x -> x * x).boxed().toList());
    await().atMost(LIMIT).until(() -> pool.engine().roster().workers().equals(workers));
    assertThat(pool.statistics().failed()).isZero();
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(pool.statistics().malformedRecords()).isGreaterThan(GARBAGE / 20);
              assertThat(dropped(workers)).allMatch(count -> count > GARBAGE / 50);
            });
    System.err.println(
        pool.statistics().malformedRecords() + " malformed, dropped " + dropped(workers));
  }

  /** As it says in the batches that it sends. */
  private static long coordinatorOf(ProcessPool pool, Log log) throws Exception {
    Set<ChannelPartition> inboxes =
        IntStream.range(0, INBOXES)
            .mapToObj(number -> new ChannelPartition(Channel.INBOX, number))
            .collect(Collectors.toSet());
    try (Subscription spy = log.subscribe(inboxes, new Start.Latest())) {
      assertThat(Outcomes.resultOf(pool.submit(() -> 1))).isEqualTo(1);
      for (int i = 0; i < 100; i++) {
        for (Message message : spy.poll(Duration.ofMillis(200))) {
          if (Frame.decode(message.bytes()) instanceof TaskBatch batch) {
            return batch.coordinator();
          }
        }
      }
    }
    throw new AssertionError("no batch was sent");
  }

  private static void publish(GarbageRecords garbage, Log log) {
    int resultPartitions = log.partitions(Channel.RESULTS);
    for (int i = 0; i < GARBAGE; i += 6) {
      int inbox = i / 6 % INBOXES;
      int result = i / 6 % resultPartitions;
      send(log, Channel.INBOX, inbox, garbage.spoilt());
      send(log, Channel.RESULTS, result, garbage.spoilt());
      send(log, Channel.EVENTS, 0, garbage.spoilt());
      send(log, Channel.INBOX, inbox, garbage.inbox(i % 4 == 0));
      for (int partition = 0; partition < resultPartitions; partition++) {
        send(log, Channel.RESULTS, partition, garbage.results(true));
      }
      send(log, Channel.EVENTS, 0, garbage.event());
    }
    send(log, Channel.EVENTS, 0, garbage.ghost(2));
    log.publisher().flush(LIMIT);
  }

  private static void send(Log log, Channel channel, int partition, WireRecord record) {
    send(log, channel, partition, Frame.encode(record));
  }

  private static void send(Log log, Channel channel, int partition, byte[] record) {
    log.publisher().publish(channel, partition, record, PublishCallback.IGNORE);
  }

  /** What the workers' slots in the host store say. */
  private static List<Long> dropped(List<KnownWorker> workers) {
    long host = workers.getFirst().host();
    Path store =
        StoreLocations.ofThisHost().list().stream()
            .filter(StoreLimits::isIn)
            .filter(path -> StoreLimits.read(path).host() == host)
            .findFirst()
            .orElseThrow();
    try (HostState state = MappedHostState.open(store)) {
      return List.of(state.slot(0).snapshot().dropped(), state.slot(1).snapshot().dropped());
    }
  }
}
