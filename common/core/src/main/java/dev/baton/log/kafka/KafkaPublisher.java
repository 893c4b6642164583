package dev.baton.log.kafka;

import dev.baton.BatonException;
import dev.baton.log.Channel;
import dev.baton.log.PublishCallback;
import dev.baton.log.Publisher;
import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/** The producer of a process. */
final class KafkaPublisher implements Publisher, AutoCloseable {

  /** What Kafka adds to a record, generously rounded up. */
  static final int RECORD_OVERHEAD_BYTES = 1024;

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

  private final String pool;
  private final KafkaProducer<byte[], byte[]> producer;
  private final int maxRecordBytes;
  private final KafkaErrors errors;

  KafkaPublisher(
      String pool, KafkaProducer<byte[], byte[]> producer, int maxBatchBytes, KafkaErrors errors) {
    this.pool = pool;
    this.producer = producer;
    this.maxRecordBytes = maxBatchBytes - RECORD_OVERHEAD_BYTES;
    this.errors = errors;
  }

  @Override
  public void publish(Channel channel, int partition, byte[] record, PublishCallback callback) {
    String topic = channel.topic(pool);
    if (record.length > maxRecordBytes) {
      throw new BatonException(
          "A record of "
              + record.length
              + " bytes is larger than the "
              + maxRecordBytes
              + " bytes that topic "
              + topic
              + " takes (its max.message.bytes).");
    }
    try {
      var _ =
          producer.send(
              new ProducerRecord<>(topic, partition, null, record),
              (place, failure) -> {
                if (failure == null) {
                  callback.published(place.offset());
                } else {
                  callback.done(explained(failure));
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      throw new BatonException(
          "A record for " + topic + " could not be sent: " + e.getMessage(), e);
    }
  }

  /**
   * What somebody has to do something about is explained; that a broker is away explains itself.
   */
  private @Nullable Exception explained(@Nullable Exception failure) {
    return failure instanceof AuthorizationException
            || failure instanceof AuthenticationException
            || failure instanceof RecordTooLargeException
        ? errors.explain(failure)
        : failure;
  }

  @Override
  public void flush(Duration limit) {
    // The producer's own flush() has no limit, so another thread waits in it.
    Thread flusher = Thread.ofPlatform().daemon().name("baton-flush").start(this::flushQuietly);
    try {
      if (!flusher.join(limit)) {
        flusher.interrupt();
        throw new BatonException(
            "Records could not be sent within " + limit.toMillis() + " ms: the broker is away.");
      }
    } catch (InterruptedException e) {
      flusher.interrupt();
      Thread.currentThread().interrupt();
      throw new BatonException("Interrupted while waiting for records to be sent.", e);
    }
  }

  @Override
  public int maxRecordBytes() {
    return maxRecordBytes;
  }

  @Override
  public void close() {
    producer.close(CLOSE_LIMIT);
  }

  private void flushQuietly() {
    try {
      producer.flush();
    } catch (KafkaException e) {
      // Given up by the caller, who has reported it.
    }
  }
}
