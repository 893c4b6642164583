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

/** The producer of a process. */
final class KafkaPublisher implements Publisher, AutoCloseable {

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

  private final String namespace;
  private final KafkaProducer<byte[], byte[]> producer;
  private final RecordLimits limits;
  private final KafkaErrors errors;

  KafkaPublisher(
      String namespace,
      KafkaProducer<byte[], byte[]> producer,
      RecordLimits limits,
      KafkaErrors errors) {
    this.namespace = namespace;
    this.producer = producer;
    this.limits = limits;
    this.errors = errors;
  }

  @Override
  public void publish(Channel channel, int partition, byte[] record, PublishCallback callback) {
    String topic = channel.topic(namespace);
    int maxRecordBytes = limits.recordBytes(channel);
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
                  callback.done(explained(failure, topic, record.length));
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      throw new BatonException(
          "A record for " + topic + " could not be sent: " + e.getMessage(), e);
    }
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
    return Math.min(limits.recordBytes(Channel.INBOX), limits.recordBytes(Channel.RESULTS));
  }

  @Override
  public int maxRecordBytes(Channel channel) {
    return limits.recordBytes(channel);
  }

  @Override
  public void close() {
    producer.close(CLOSE_LIMIT);
  }

  /**
   * Explains what somebody has to do something about. A limit was not known because this user may
   * not ask for it, or has changed since.
   */
  private Exception explained(Exception failure, String topic, int recordBytes) {
    if (failure instanceof AuthorizationException || failure instanceof AuthenticationException) {
      return errors.explain(failure);
    }
    return failure instanceof RecordTooLargeException
        ? new BatonException(
            "The Kafka broker refused a record of %d bytes for topic %s as too large: set max.request.size in the Kafka client properties to the topic's max.message.bytes, or allow this user to ask for it (DESCRIBE_CONFIGS on the topic)."
                .formatted(recordBytes, topic),
            failure)
        : failure;
  }

  private void flushQuietly() {
    try {
      producer.flush();
    } catch (KafkaException e) {
      // Given up by the caller, who has reported it.
    }
  }
}
