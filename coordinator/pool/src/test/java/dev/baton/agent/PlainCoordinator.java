package dev.baton.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.Handoff;
import dev.baton.RunnableTask;
import dev.baton.Task;
import dev.baton.TaskFunction;
import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import dev.baton.codec.FailureCodec;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.config.PoolSettings;
import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.Message;
import dev.baton.log.PublishCallback;
import dev.baton.log.Start;
import dev.baton.log.Subscription;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.wire.Address;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Event;
import dev.baton.wire.Frame;
import dev.baton.wire.Payload;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.TaskBatch;
import dev.baton.wire.WhoIsThere;
import dev.baton.wire.WireRecord;
import dev.baton.wire.WorkerStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sends records to workers and keeps what comes back, without any of a pool's wisdom. For one
 * thread.
 */
final class PlainCoordinator implements AutoCloseable {

  final long id = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
  final Map<AttemptId, List<ResultBatch.Entry>> answers = new HashMap<>();
  final List<Event> events = new ArrayList<>();
  private final ClassLoader loader = PlainCoordinator.class.getClassLoader();
  private final Codec codec = new KryoCodec(AllowList.standard(), loader);
  private final FailureCodec failures = new FailureCodec(AllowList.standard(), loader);
  private final Log log;
  private final Subscription subscription;
  private final List<TaskBatch.Entry> tasks = new ArrayList<>();
  private final List<Payload> functions = new ArrayList<>();
  private byte[] initializer = {};
  private long nextTask = 1;

  PlainCoordinator(String pool, Map<String, String> kafkaProperties) {
    log = KafkaLog.connect(pool, kafkaProperties);
    subscription =
        log.subscribe(
            Set.of(
                new ChannelPartition(Channel.RESULTS, 0), new ChannelPartition(Channel.EVENTS, 0)),
            new Start.Latest());
  }

  AttemptId add(Task<?> task) {
    return add(0, TaskBatch.Entry.CALL, task);
  }

  AttemptId addLimited(long timeoutMs, Task<?> task) {
    return add(timeoutMs, TaskBatch.Entry.CALL, task);
  }

  AttemptId add(int function, Object argument) {
    return add(0, function, argument);
  }

  <T, R> int addFunction(TaskFunction<T, R> function) {
    functions.add(Payload.inline(codec.encodeToBytes(function)));
    return functions.size() - 1;
  }

  void setInitializer(RunnableTask task) {
    initializer = codec.encodeToBytes(task);
  }

  private AttemptId add(long timeoutMs, int function, Object payload) {
    AttemptId attempt = new AttemptId(nextTask++, 1);
    Payload encoded = Payload.inline(codec.encodeToBytes(payload));
    tasks.add(new TaskBatch.Entry(attempt, timeoutMs, function, Handoff.KRYO, encoded));
    return attempt;
  }

  /** Sends what was added as one batch. */
  void sendTo(WorkerStatus worker) {
    send(
        partition(worker),
        new TaskBatch(
            id,
            worker.incarnation(),
            new Address.OnLog(0),
            "job",
            ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()),
            0,
            false,
            3_000_000,
            PoolSettings.FULL_WEIGHT,
            initializer,
            List.of(),
            List.copyOf(functions),
            List.copyOf(tasks)));
    tasks.clear();
    functions.clear();
  }

  /** Where a worker gets its tasks. */
  static int partition(WorkerStatus worker) {
    return ((Address.OnBoth) worker.inbox()).log().partition();
  }

  void send(int inbox, WireRecord record) {
    send(inbox, Frame.encode(record));
  }

  void send(int inbox, byte[] record) {
    log.publisher().publish(Channel.INBOX, inbox, record, PublishCallback.IGNORE);
  }

  void askWhoIsThere() {
    log.publisher()
        .publish(Channel.EVENTS, 0, Frame.encode(new WhoIsThere(id)), PublishCallback.IGNORE);
  }

  /** Reads until all these attempts are answered. */
  void awaitAnswers(AttemptId... attempts) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .untilAsserted(
            () -> {
              read();
              assertThat(answers).as("answers, after the events %s", events).containsKeys(attempts);
            });
  }

  /** Reads until an event is there. */
  <E extends Event> E awaitEvent(Class<E> type, Predicate<E> condition) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              read();
              return find(type, condition) != null;
            });
    return find(type, condition);
  }

  private <E extends Event> @Nullable E find(Class<E> type, Predicate<E> condition) {
    return events.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .filter(condition)
        .findFirst()
        .orElse(null);
  }

  void read() {
    for (Message message : subscription.poll(Duration.ofMillis(100))) {
      switch (Frame.decode(message.bytes())) {
        case ResultBatch batch when batch.coordinator() == id ->
            batch
                .results()
                .forEach(
                    result ->
                        answers
                            .computeIfAbsent(result.attempt(), _ -> new ArrayList<>())
                            .add(result));
        case Event event -> events.add(event);
        default -> {}
      }
    }
  }

  ResultBatch.Entry answer(AttemptId attempt) {
    List<ResultBatch.Entry> all = answers.getOrDefault(attempt, List.of());
    if (all.size() != 1) {
      throw new AssertionError(attempt + " has " + all.size() + " answers");
    }
    return all.getFirst();
  }

  @Nullable Object result(AttemptId attempt) {
    return codec.decode(answer(attempt).payload().bytes());
  }

  Throwable failure(AttemptId attempt) {
    return failures.decode(answer(attempt).payload().bytes());
  }

  @Override
  public void close() {
    subscription.close();
    log.close();
  }
}
