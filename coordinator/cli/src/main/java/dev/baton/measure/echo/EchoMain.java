package dev.baton.measure.echo;

import dev.baton.BatonException;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.Message;
import dev.baton.log.PublishCallback;
import dev.baton.log.Start;
import dev.baton.log.Subscription;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.process.ParentLink;
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
    try (Log log = KafkaLog.connect(KafkaEcho.POOL, link.readBlock());
        Subscription there =
            log.subscribe(Set.of(new ChannelPartition(KafkaEcho.THERE, 0)), new Start.Latest())) {
      link.ready(Map.of());
      while (true) {
        for (Message message : there.poll(POLL_LIMIT)) {
          log.publisher().publish(KafkaEcho.BACK, 0, message.bytes(), PublishCallback.IGNORE);
        }
      }
    } catch (BatonException e) {
      link.error(String.valueOf(e.getMessage()));
    }
  }
}
