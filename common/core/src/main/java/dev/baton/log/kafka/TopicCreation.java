package dev.baton.log.kafka;

import dev.baton.EnvironmentException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates topics, or says what an administrator has to create. */
final class TopicCreation {

  /** What the policies of clusters limit most; the others are what Baton needs. */
  private static final Set<String> SIZES =
      Set.of(TopicPlan.MAX_MESSAGE_BYTES, "segment.bytes", "retention.bytes");

  private final Admin admin;
  private final AdminCalls calls;
  private final Map<String, String> client;

  /**
   * Creates topics on one cluster.
   *
   * @param client the client properties, as given
   */
  TopicCreation(Admin admin, AdminCalls calls, Map<String, String> client) {
    this.admin = admin;
    this.calls = calls;
    this.client = client;
  }

  /** See {@link TopicAdmin#createMissing}. */
  void create(List<TopicPlan> missing) {
    Map<TopicPlan, KafkaException> refused = attempt(missing, TopicPlan::settings);
    List<TopicPlan> againstPolicy =
        refused.entrySet().stream()
            .filter(refusal -> isPolicy(refusal.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    againstPolicy.forEach(refused::remove);
    refused.putAll(attempt(againstPolicy, TopicCreation::withoutSizes));
    if (!refused.isEmpty()) {
      throw refusal(missing.stream().filter(refused::containsKey).toList(), refused.values());
    }
  }

  private Map<TopicPlan, KafkaException> attempt(
      List<TopicPlan> plans, Function<TopicPlan, Map<String, String>> settings) {
    Map<TopicPlan, KafkaException> refused = new HashMap<>();
    if (plans.isEmpty()) {
      return refused;
    }
    Map<String, KafkaFuture<Void>> created =
        admin
            .createTopics(plans.stream().map(plan -> newTopic(plan, settings.apply(plan))).toList())
            .values();
    for (TopicPlan plan : plans) {
      try {
        calls.get(Objects.requireNonNull(created.get(plan.topic())));
      } catch (AuthenticationException e) {
        throw calls.explain(e);
      } catch (InvalidConfigurationException
          | PolicyViolationException
          | InvalidRequestException e) {
        refused.put(plan, e); // a missing right is an invalid configuration, too
      } catch (TopicExistsException e) {
        // Another process was faster.
      } catch (KafkaException e) {
        throw calls.explain(e);
      }
    }
    return refused;
  }

  private EnvironmentException refusal(
      List<TopicPlan> refused, Collection<KafkaException> reasons) {
    KafkaException reason = reasons.iterator().next();
    String commands = PoolTopics.commands(refused, client);
    return reason instanceof AuthorizationException
        ? new EnvironmentException(
            "The Kafka user may not create topics. Ask the cluster's administrator for:\n"
                + commands,
            reason)
        : new EnvironmentException(
            "The Kafka cluster refuses to create topic "
                + refused.getFirst().topic()
                + ": "
                + KafkaErrors.firstLine(reason)
                + " Change --topic-replication, --topic-min-isr or --topic-retention, or ask the"
                + " cluster's administrator for topics that it allows, in place of:\n"
                + commands,
            reason);
  }

  private static boolean isPolicy(KafkaException reason) {
    return reason instanceof PolicyViolationException
        || (reason instanceof InvalidConfigurationException
            && !(reason instanceof InvalidReplicationFactorException)
            && !(reason instanceof AuthorizationException));
  }

  private static Map<String, String> withoutSizes(TopicPlan plan) {
    Map<String, String> settings = new TreeMap<>(plan.settings());
    settings.keySet().removeAll(SIZES);
    return settings;
  }

  private static NewTopic newTopic(TopicPlan plan, Map<String, String> settings) {
    Optional<Short> replication =
        plan.replication() > 0 ? Optional.of((short) plan.replication()) : Optional.empty();
    return new NewTopic(plan.topic(), Optional.of(plan.partitions()), replication)
        .configs(settings);
  }
}
