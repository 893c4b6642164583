package dev.baton.measure.echo;

import dev.baton.BatonException;
import dev.baton.process.ParentLink;
import dev.baton.transport.ChannelPartition;
import dev.baton.transport.Message;
import dev.baton.transport.PublishCallback;
import dev.baton.transport.Start;
import dev.baton.transport.Subscription;
import dev.baton.transport.Transport;
import dev.baton.transport.kafka.KafkaTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Sends each record back as it came. Its parent sends one block: Kafka client properties. */
public final class EchoMain {

  private static final Duration POLL_LIMIT = Duration.ofSeconds(1);

  private EchoMain() {}

  /** Echoes until its parent is gone. */
  public static void main(String[] args) throws IOException {
    ParentLink link = ParentLink.open();
    try (Transport transport = KafkaTransport.connect(KafkaEcho.POOL, link.readBlock());
        Subscription there =
            transport.subscribe(
                Set.of(new ChannelPartition(KafkaEcho.THERE, 0)), new Start.Latest())) {
      link.ready(Map.of());
      while (true) {
        for (Message message : there.poll(POLL_LIMIT)) {
          transport.publisher().publish(KafkaEcho.BACK, 0, message.bytes(), PublishCallback.IGNORE);
        }
      }
    } catch (BatonException e) {
      link.error(String.valueOf(e.getMessage()));
    }
  }
}
