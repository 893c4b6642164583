package dev.baton.cluster;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/**
 * A Kafka producer on one host and a consumer on another, with nothing around them, and with the
 * settings that Baton gives its own: what a copy of data is measured against.
 */
public final class BareKafka implements AutoCloseable {

  private static final String DATA = "bare.data";
  private static final String ANSWERS = "bare.answers";
  private static final int RECORD = (1 << 20) - 4096;
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<ByteBuffer, ByteBuffer> answers;
  private final byte[] source;

  /** The producer's side. */
  BareKafka(String bootstrap, byte[] source) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin
          .createTopics(
              List.of(new NewTopic(DATA, 1, (short) 1), new NewTopic(ANSWERS, 1, (short) 1)))
          .all()
          .get();
    }
    this.producer = producer(bootstrap);
    this.answers = consumer(bootstrap, ANSWERS);
    this.source = source;
  }

  /** Sends the source, and waits until the other side has all of it. */
  void send(int round) {
    for (int from = 0; from < source.length; from += RECORD) {
      byte[] record = new byte[Math.min(RECORD, source.length - from)];
      System.arraycopy(source, from, record, 0, record.length);
      var _ = producer.send(new ProducerRecord<>(DATA, 0, null, record));
    }
    byte[] end = {(byte) round};
    var _ = producer.send(new ProducerRecord<>(DATA, 0, null, end));
    while (answers.poll(POLL).isEmpty()) {
      // the consumer has more to read
    }
  }

  @Override
  public void close() {
    producer.close();
    answers.close();
  }

  /**
   * The consumer's side: answers each record of one byte.
   *
   * @param arguments the bootstrap servers, and how many such records there will be
   */
  public static void main(String[] arguments) {
    int rounds = Integer.parseInt(arguments[1]);
    try (var data = consumer(arguments[0], DATA);
        var answers = producer(arguments[0])) {
      System.out.println("ready");
      long bytes = 0;
      while (rounds > 0) {
        for (var record : data.poll(POLL)) {
          bytes += record.value().remaining();
          if (record.value().remaining() == 1) {
            rounds--;
            var _ = answers.send(new ProducerRecord<>(ANSWERS, 0, null, new byte[1]));
          }
        }
      }
      System.out.println(bytes + " bytes came");
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrap);
    settings.put("linger.ms", "0");
    settings.put("acks", "all");
    settings.put("buffer.memory", Integer.toString(32 << 20));
    settings.put("send.buffer.bytes", "-1");
    settings.put("receive.buffer.bytes", "-1");
    settings.put("max.request.size", Integer.toString(1 << 20));
    settings.put("key.serializer", ByteArraySerializer.class.getName());
    settings.put("value.serializer", ByteArraySerializer.class.getName());
    return new KafkaProducer<>(settings);
  }

  private static KafkaConsumer<ByteBuffer, ByteBuffer> consumer(String bootstrap, String topic) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrap);
    settings.put("fetch.min.bytes", "1");
    settings.put("max.partition.fetch.bytes", "8388608");
    settings.put("send.buffer.bytes", "-1");
    settings.put("receive.buffer.bytes", "-1");
    settings.put("enable.auto.commit", "false");
    settings.put("key.deserializer", ByteBufferDeserializer.class.getName());
    settings.put("value.deserializer", ByteBufferDeserializer.class.getName());
    KafkaConsumer<ByteBuffer, ByteBuffer> consumer = new KafkaConsumer<>(settings);
    List<TopicPartition> partition = List.of(new TopicPartition(topic, 0));
    consumer.assign(partition);
    consumer.seekToBeginning(partition);
    return consumer;
  }
}
