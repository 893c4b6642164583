package dev.baton.measure.echo;

import dev.baton.EnvironmentException;
import dev.baton.broker.BrokerConfig;
import dev.baton.broker.EmbeddedBroker;
import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.Message;
import dev.baton.log.PublishCallback;
import dev.baton.log.Start;
import dev.baton.log.Subscription;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.process.ChildProcess;
import dev.baton.process.JvmCommand;
import dev.baton.process.JvmFlags;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * A broker and a process that sends each record back, with the client settings that pools have, so
 * that what a pool takes longer is the pool's own. For one thread.
 */
public final class KafkaEcho implements AutoCloseable {

  static final String POOL = "baton-echo";
  static final Channel THERE = Channel.INBOX;
  static final Channel BACK = Channel.RESULTS;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final EmbeddedBroker broker;
  private final ChildProcess echo;
  private final Log log;
  private final Subscription back;

  private KafkaEcho(EmbeddedBroker broker, ChildProcess echo, Log log, Subscription back) {
    this.broker = broker;
    this.echo = echo;
    this.log = log;
    this.back = back;
  }

  /**
   * Starts both processes and waits until they are ready.
   *
   * @throws EnvironmentException if one cannot start
   */
  public static KafkaEcho start() {
    EmbeddedBroker broker =
        EmbeddedBroker.start(BrokerConfig.temporary(POOL).withInboxPartitions(1), _ -> {});
    try {
      return start(broker);
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  private static KafkaEcho start(EmbeddedBroker broker) {
    Map<String, String> properties = broker.awaitReady(LIMIT);
    ChildProcess echo = ChildProcess.start("echo", command(), _ -> {});
    try {
      echo.writeBlock(properties);
      Log log = KafkaLog.connect(POOL, properties);
      Subscription back = log.subscribe(Set.of(new ChannelPartition(BACK, 0)), new Start.Latest());
      echo.awaitReady(LIMIT);
      return new KafkaEcho(broker, echo, log, back);
    } catch (RuntimeException e) {
      echo.close();
      throw e;
    }
  }

  private static JvmCommand command() {
    return JvmCommand.builder(EchoMain.class.getName())
        .flags(JvmFlags.worker(0))
        .role("worker")
        .build();
  }

  /**
   * Sends records, all at once, and waits until all are back.
   *
   * @param bytes the size of each, at least one
   * @throws IllegalStateException if what comes back is not what was sent
   * @throws EnvironmentException if it does not come back
   */
  public void roundTrip(int records, int bytes) {
    byte[] record = new byte[bytes];
    for (int i = 0; i < records; i++) {
      record = record.clone();
      record[0] = (byte) i;
      log.publisher().publish(THERE, 0, record, PublishCallback.IGNORE);
    }
    long deadline = System.nanoTime() + LIMIT.toNanos();
    int seen = 0;
    while (seen < records) {
      for (Message message : back.poll(Duration.ofSeconds(1))) {
        record[0] = (byte) seen++;
        if (!message.data().equals(ByteBuffer.wrap(record))) {
          throw new IllegalStateException("echo " + seen + " is not what was sent");
        }
      }
      if (seen < records && (System.nanoTime() > deadline || !echo.isAlive())) {
        throw new EnvironmentException(
            "Only " + seen + " of " + records + " records came back from Kafka.");
      }
    }
  }

  @Override
  public void close() {
    back.close();
    log.close();
    echo.close();
    broker.close();
  }
}
