package dev.baton.log.kafka;

import dev.baton.EnvironmentException;
import dev.baton.log.Access;
import dev.baton.log.Channel;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * The operations that need an administrative client: creating topics and asking for their limits.
 */
public final class TopicAdmin implements AutoCloseable {

  private static final DescribeTopicsOptions TELL_RIGHTS =
      new DescribeTopicsOptions().includeAuthorizedOperations(true);

  private final Admin admin;
  private final Map<String, String> client;
  private final AdminCalls calls;

  private TopicAdmin(Admin admin, Map<String, String> client, AdminCalls calls) {
    this.admin = admin;
    this.client = client;
    this.calls = calls;
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
      return new TopicAdmin(Admin.create(map), properties.given(), new AdminCalls(errors, limit));
    } catch (KafkaException e) {
      throw errors.explain(e);
    }
  }

  /**
   * Creates the missing topics of a pool; existing ones stay as they are. Where a policy of the
   * cluster forbids their sizes, they get those that are usual on the cluster: records are smaller
   * then.
   *
   * @return the topics that were created
   * @throws EnvironmentException if the broker cannot be reached or does not allow it; the message
   *     then has the commands for an administrator
   */
  public List<TopicPlan> createMissing(PoolTopics topics) {
    Set<String> present = calls.await(admin.listTopics().names());
    List<TopicPlan> missing =
        topics.all().stream().filter(plan -> !present.contains(plan.topic())).toList();
    new TopicCreation(admin, calls, client).create(missing);
    return missing;
  }

  /** The largest batches that topics accept, in bytes, as far as this user may ask for them. */
  Map<Channel, Integer> maxMessageBytes(PoolTopics topics) {
    Map<Channel, Integer> limits = new EnumMap<>(Channel.class);
    settings(topics)
        .forEach(
            (channel, settings) -> {
              String bytes = settings.get(TopicPlan.MAX_MESSAGE_BYTES);
              if (bytes != null) {
                limits.put(channel, Integer.valueOf(bytes));
              }
            });
    return limits;
  }

  /** The largest request that a broker reads; empty if this user may not ask for it. */
  Optional<Integer> maxRequestBytes() {
    try {
      Collection<Node> nodes = calls.get(admin.describeCluster().nodes());
      if (!nodes.isEmpty()) {
        Node node = nodes.iterator().next(); // all have the same settings
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
        KafkaFuture<Config> asked = admin.describeConfigs(List.of(broker)).values().get(broker);
        String bytes =
            settings(calls.get(Objects.requireNonNull(asked))).get("socket.request.max.bytes");
        return Optional.ofNullable(bytes).map(Integer::valueOf);
      }
      return Optional.empty();
    } catch (AuthenticationException e) {
      throw calls.explain(e);
    } catch (KafkaException e) {
      return Optional.empty();
    }
  }

  /**
   * Grants a user what its processes need, and nothing else; what it has already stays.
   *
   * @throws EnvironmentException if this user may not, or the broker has no authorizer
   */
  public void grant(String user, Access access, String pool) {
    var _ = calls.await(admin.createAcls(Rights.grants(user, access, pool)).all());
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
      return Optional.ofNullable(calls.get(topic).authorizedOperations());
    } catch (AuthenticationException e) {
      throw calls.explain(e);
    } catch (AuthorizationException e) {
      return Optional.of(Set.of());
    } catch (UnknownTopicOrPartitionException | UnsupportedVersionException e) {
      return Optional.empty();
    } catch (KafkaException e) {
      throw calls.explain(e);
    }
  }

  /** The pool's topics as they are; without those that do not exist. */
  public Map<Channel, FoundTopic> find(PoolTopics topics) {
    Set<String> present = calls.await(admin.listTopics().names());
    List<TopicPlan> there =
        topics.all().stream().filter(plan -> present.contains(plan.topic())).toList();
    Map<String, TopicDescription> described =
        calls.await(
            admin.describeTopics(there.stream().map(TopicPlan::topic).toList()).allTopicNames());
    Map<Channel, Map<String, String>> settings = settings(topics);
    Map<Channel, FoundTopic> found = new EnumMap<>(Channel.class);
    for (TopicPlan plan : there) {
      TopicDescription description = Objects.requireNonNull(described.get(plan.topic()));
      found.put(
          plan.channel(),
          new FoundTopic(
              description.partitions().size(),
              description.partitions().stream()
                  .mapToInt(part -> part.replicas().size())
                  .min()
                  .orElse(0),
              settings.getOrDefault(plan.channel(), Map.of())));
    }
    return found;
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }

  /** The settings of topics, as far as this user may ask for them. */
  private Map<Channel, Map<String, String>> settings(PoolTopics topics) {
    Map<Channel, ConfigResource> resources = new EnumMap<>(Channel.class);
    topics
        .all()
        .forEach(
            plan ->
                resources.put(
                    plan.channel(), new ConfigResource(ConfigResource.Type.TOPIC, plan.topic())));
    Map<ConfigResource, KafkaFuture<Config>> asked =
        admin.describeConfigs(resources.values()).values();
    Map<Channel, Map<String, String>> settings = new EnumMap<>(Channel.class);
    resources.forEach(
        (channel, resource) -> {
          try {
            settings.put(channel, settings(calls.get(Objects.requireNonNull(asked.get(resource)))));
          } catch (AuthenticationException e) {
            throw calls.explain(e);
          } catch (AuthorizationException | UnknownTopicOrPartitionException e) {
            // It stays unknown.
          } catch (KafkaException e) {
            throw calls.explain(e);
          }
        });
    return settings;
  }

  private static Map<String, String> settings(Config config) {
    Map<String, String> settings = new HashMap<>();
    for (ConfigEntry entry : config.entries()) {
      if (entry.value() != null) {
        settings.put(entry.name(), entry.value());
      }
    }
    return settings;
  }
}
