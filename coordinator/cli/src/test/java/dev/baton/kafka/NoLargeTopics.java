package dev.baton.kafka;

import java.util.Map;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.server.policy.CreateTopicPolicy;

/** A policy as clusters have them: nobody gets a topic of large messages. Runs in a broker. */
public final class NoLargeTopics implements CreateTopicPolicy {

  static final int MOST_BYTES = 4 << 20;

  @Override
  public void configure(Map<String, ?> configs) {
    // It has no settings.
  }

  @Override
  public void validate(RequestMetadata request) {
    String bytes = request.configs().getOrDefault("max.message.bytes", "0");
    if (Integer.parseInt(bytes) > MOST_BYTES) {
      throw new PolicyViolationException("No topic of messages over " + MOST_BYTES + " bytes");
    }
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
