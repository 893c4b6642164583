package dev.baton.log.kafka;

import dev.baton.EnvironmentException;
import dev.baton.log.Access;
import dev.baton.log.Channel;
import dev.baton.log.kafka.login.KeyLoginModule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The rights that a process needs on the topics of its pool, and how to ask for them. */
final class Rights {

  /** The user of SCRAM, PLAIN and the like; with other logins the broker decides on the name. */
  private static final Pattern USER = Pattern.compile("\\busername=\"?([^\"\\s;]+)");

  private final String namespace;
  private final Access access;
  private final Map<String, String> properties;

  /**
   * Creates the rights of one process.
   *
   * @param properties its client properties
   */
  Rights(String namespace, Access access, Map<String, String> properties) {
    this.namespace = namespace;
    this.access = access;
    this.properties = properties;
  }

  /** The operations that are needed on a channel's topic. */
  static Set<AclOperation> needed(Access access, Channel channel) {
    Set<AclOperation> needed = EnumSet.noneOf(AclOperation.class);
    if (access.reads(channel)) {
      needed.add(AclOperation.READ);
    }
    if (access.writes(channel)) {
      needed.add(AclOperation.WRITE);
    }
    if (needed.isEmpty() && access.knows(channel)) {
      needed.add(AclOperation.DESCRIBE); // READ and WRITE imply it
    }
    return needed;
  }

  /** Whether the login is that of the one who started a broker of Baton's own. */
  boolean areOfOwner() {
    return ClientProperties.haveOwnLogin(properties)
        && user().filter(KeyLoginModule.OWNER::equals).isPresent();
  }

  /**
   * What to grant to a user so that its processes have what they need; beyond that they may ask for
   * the size limit of the topics that they use.
   */
  static List<AclBinding> grants(String user, Access access, String pool) {
    List<AclBinding> grants = new ArrayList<>();
    for (Channel channel : Channel.values()) {
      Set<AclOperation> operations = needed(access, channel);
      if (access.reads(channel) || access.writes(channel)) {
        operations.add(AclOperation.DESCRIBE_CONFIGS);
      }
      for (AclOperation operation : operations) {
        grants.add(
            new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, channel.topic(pool), PatternType.LITERAL),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)));
      }
    }
    return grants;
  }

  /** The topics on which something is needed. */
  List<String> topics() {
    return Stream.of(Channel.values())
        .filter(access::knows)
        .map(channel -> channel.topic(namespace))
        .toList();
  }

  /**
   * Compares what is needed with what the user may do.
   *
   * @param allowed the operations allowed on each topic; topics that are not in it are not checked
   * @throws EnvironmentException if something is missing
   */
  void require(Map<String, Set<AclOperation>> allowed) {
    Map<Channel, Set<AclOperation>> missing = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.values()) {
      Set<AclOperation> has = allowed.get(channel.topic(namespace));
      if (has != null) {
        Set<AclOperation> lacks = needed(access, channel);
        lacks.removeAll(has);
        if (!lacks.isEmpty()) {
          missing.put(channel, lacks);
        }
      }
    }
    if (!missing.isEmpty()) {
      throw missing(missing);
    }
  }

  /** Everything that is needed, for a broker that does not say what is missing. */
  EnvironmentException missingSomewhere() {
    Map<Channel, Set<AclOperation>> all = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.values()) {
      if (access.knows(channel)) {
        all.put(channel, needed(access, channel));
      }
    }
    return missing(all);
  }

  private EnvironmentException missing(Map<Channel, Set<AclOperation>> missing) {
    String rights =
        missing.entrySet().stream()
            .map(lack -> words(lack.getValue()) + " on " + lack.getKey().topic(namespace))
            .collect(Collectors.joining(", "));
    String commands =
        missing.entrySet().stream()
            .map(lack -> command(lack.getKey(), lack.getValue()))
            .collect(Collectors.joining("; "));
    return new EnvironmentException(
        "The Kafka user %s lacks rights that %s needs at %s: %s. Ask the cluster's administrator to grant them: %s"
            .formatted(quotedUser(), access.who(), broker(), rights, commands));
  }

  private String command(Channel channel, Set<AclOperation> operations) {
    return "kafka-acls --bootstrap-server %s --add --allow-principal User:%s%s --topic %s"
        .formatted(
            broker(),
            user().orElse("NAME"),
            operations.stream()
                .map(operation -> " --operation " + commandWord(operation))
                .collect(Collectors.joining()),
            channel.topic(namespace));
  }

  private static String words(Set<AclOperation> operations) {
    return operations.stream().map(AclOperation::name).collect(Collectors.joining(" and "));
  }

  private static String commandWord(AclOperation operation) {
    return operation.name().charAt(0) + operation.name().substring(1).toLowerCase(Locale.ROOT);
  }

  private String quotedUser() {
    return user().map(name -> '\'' + name + '\'').orElse("of these client properties");
  }

  private Optional<String> user() {
    Matcher user = USER.matcher(properties.getOrDefault(SaslConfigs.SASL_JAAS_CONFIG, ""));
    return user.find() ? Optional.of(user.group(1)) : Optional.empty();
  }

  private String broker() {
    return properties.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "?");
  }
}
