package dev.baton.cli.host;

import dev.baton.UsageException;
import dev.baton.cli.command.ClusterOptions;
import dev.baton.cli.command.SettingOptions;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.cli.terminal.Table;
import dev.baton.config.TopicSettings;
import dev.baton.log.Channel;
import dev.baton.log.kafka.ClientProperties;
import dev.baton.log.kafka.FoundTopic;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.log.kafka.PoolTopics;
import dev.baton.log.kafka.TopicAdmin;
import dev.baton.log.kafka.TopicPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code baton topics}: what an administrator of a Kafka cluster needs to know and do. */
@Command(
    description = {
      "Compares the topics of a pool with what Baton needs. Ends with 3 if a pool cannot use them."
    })
public final class TopicsCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private ClusterOptions cluster = new ClusterOptions();
  @Mixin private SettingOptions creation = new SettingOptions(TopicSettings.CREATION);

  @Option(
      names = "--print",
      description =
          "Print the commands with which an administrator creates the topics; asks no broker.")
  private boolean print;

  @Option(names = "--create", description = "Create those that are missing.")
  private boolean create;

  public TopicsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (print && create) {
      throw new UsageException("--print asks no broker, and --create does: leave one of them out.");
    }
    PoolTopics topics = PoolTopics.of(cluster.settings().with(creation.settings()));
    if (print) {
      console.out().println(PoolTopics.commands(topics.all(), cluster.clientProperties()).strip());
      return ExitCode.DONE;
    }
    if (!cluster.isGiven()) {
      throw new UsageException("Which cluster? Give --bootstrap HOST:PORT or --kafka-config FILE.");
    }
    ClientProperties client = ClientProperties.of(cluster.clientProperties());
    try (TopicAdmin admin = TopicAdmin.open(client, KafkaLog.DEFAULT_CONNECT_LIMIT)) {
      if (create) {
        admin
            .createMissing(topics)
            .forEach(plan -> console.out().println("created " + plan.topic()));
      }
      return report(topics, admin.find(topics));
    }
  }

  private int report(PoolTopics topics, Map<Channel, FoundTopic> found) {
    boolean isUsable = true;
    Table table = new Table("lrrl");
    table.row("TOPIC", "PARTITIONS", "REPLICAS", "STATE");
    for (TopicPlan plan : topics.all()) {
      FoundTopic topic = found.get(plan.channel());
      Optional<String> problem = problem(topic);
      isUsable &= problem.isEmpty();
      table.row(
          plan.topic(),
          topic == null ? "-" : Integer.toString(topic.partitions()),
          topic == null ? "-" : Integer.toString(topic.replication()),
          problem.orElseGet(() -> state(topic == null ? List.of() : topic.differences(plan))));
    }
    table.lines().forEach(console.out()::println);
    return isUsable ? ExitCode.DONE : ExitCode.ENVIRONMENT;
  }

  private static Optional<String> problem(@Nullable FoundTopic topic) {
    return topic == null ? Optional.of("missing") : topic.uselessness();
  }

  private static String state(List<String> differences) {
    return differences.isEmpty() ? "as planned" : "usable: " + String.join(", ", differences);
  }
}
