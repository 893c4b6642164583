package dev.baton.log.kafka;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * The operations that need an administrative client: creating topics and asking for their limits.
 */
public final class TopicAdmin implements AutoCloseable {

  private static final DescribeTopicsOptions TELL_RIGHTS =
      new DescribeTopicsOptions().includeAuthorizedOperations(true);

  private final Admin admin;
  private final KafkaErrors errors;
  private final Duration limit;

  private TopicAdmin(Admin admin, KafkaErrors errors, Duration limit) {
    this.admin = admin;
    this.errors = errors;
    this.limit = limit;
  }

  /**
   * Opens an administrative client; does not talk to the broker yet.
   *
   * @param limit how long each call may take
   */
  public static TopicAdmin open(ClientProperties properties, Duration limit) {
    KafkaErrors errors = new KafkaErrors(properties.given(), limit);
    Map<String, Object> map = properties.admin();
    String millis = Long.toString(Math.min(limit.toMillis(), Integer.MAX_VALUE));
    map.put("default.api.timeout.ms", millis);
    map.put("request.timeout.ms", millis);
    try {
      return new TopicAdmin(Admin.create(map), errors, limit);
    } catch (KafkaException e) {
      throw errors.explain(e);
    }
  }

  /**
   * Creates the missing topics of a pool; existing ones stay as they are.
   *
   * @throws EnvironmentException if the broker cannot be reached or does not allow it; the message
   *     then names what an administrator must create
   */
  public void createMissing(PoolTopics topics) {
    Set<String> present = await(admin.listTopics().names());
    List<TopicPlan> missing =
        topics.all().stream().filter(plan -> !present.contains(plan.topic())).toList();
    if (missing.isEmpty()) {
      return;
    }
    Map<String, KafkaFuture<Void>> created =
        admin.createTopics(missing.stream().map(TopicAdmin::newTopic).toList()).values();
    List<TopicPlan> refused = new ArrayList<>();
    for (TopicPlan plan : missing) {
      try {
        get(Objects.requireNonNull(created.get(plan.topic())));
      } catch (AuthenticationException e) {
        throw errors.explain(e);
      } catch (AuthorizationException | PolicyViolationException e) {
        refused.add(plan);
      } catch (TopicExistsException e) {
        // Another process was faster.
      } catch (KafkaException e) {
        throw errors.explain(e);
      }
    }
    if (!refused.isEmpty()) {
      throw new EnvironmentException(
          "The Kafka user may not create topics. Ask the cluster's administrator for: "
              + list(refused));
    }
  }

  /**
   * Checks that this user may do what a process has to do, before it fails at the first record.
   * Topics that do not exist are left out, and all of them if the broker does not tell.
   *
   * @throws EnvironmentException if a right is missing; the message names it
   */
  void require(Rights rights) {
    Map<String, Set<AclOperation>> allowed = new HashMap<>();
    admin
        .describeTopics(rights.topics(), TELL_RIGHTS)
        .topicNameValues()
        .forEach(
            (topic, description) -> allowed(description).ifPresent(has -> allowed.put(topic, has)));
    rights.require(allowed);
  }

  private Optional<Set<AclOperation>> allowed(KafkaFuture<TopicDescription> topic) {
    try {
      return Optional.ofNullable(get(topic).authorizedOperations());
    } catch (AuthenticationException e) {
      throw errors.explain(e);
    } catch (AuthorizationException e) {
      return Optional.of(Set.of());
    } catch (UnknownTopicOrPartitionException | UnsupportedVersionException e) {
      return Optional.empty();
    } catch (KafkaException e) {
      throw errors.explain(e);
    }
  }

  /** The largest batch that a topic accepts, in bytes; empty if this user may not ask. */
  Optional<Integer> maxMessageBytes(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      return get(admin.describeConfigs(List.of(resource)).all()).values().stream()
          .map(config -> config.get("max.message.bytes"))
          .filter(Objects::nonNull)
          .map(ConfigEntry::value)
          .map(Integer::valueOf)
          .findFirst();
    } catch (AuthenticationException e) {
      throw errors.explain(e);
    } catch (AuthorizationException e) {
      return Optional.empty();
    } catch (KafkaException e) {
      throw errors.explain(e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }

  static String list(List<TopicPlan> plans) {
    return plans.stream().map(TopicPlan::describe).collect(Collectors.joining("; "));
  }

  private static NewTopic newTopic(TopicPlan plan) {
    return new NewTopic(plan.topic(), Optional.of(plan.partitions()), Optional.empty())
        .configs(plan.settings());
  }

  private <T> T await(KafkaFuture<T> future) {
    try {
      return get(future);
    } catch (KafkaException e) {
      throw errors.explain(e);
    }
  }

  /** The value, or the failure as Kafka's own exception. */
  private <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(
          limit.toMillis() + 1000, TimeUnit.MILLISECONDS); // the client's own limit comes first
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException kafka) {
        throw kafka;
      }
      throw new BatonException("An administrative call to Kafka failed", e);
    } catch (java.util.concurrent.TimeoutException e) {
      throw errors.explain(new org.apache.kafka.common.errors.TimeoutException(e));
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
