package dev.baton.cli.host;

import dev.baton.agent.HostName;
import dev.baton.cli.command.ClusterOptions;
import dev.baton.cli.command.TimeLimit;
import dev.baton.cli.terminal.Printable;
import dev.baton.log.Access;
import dev.baton.log.Log;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.wire.Event;
import java.time.Duration;

/** Asks a host to leave or a job to end, and says who asks, for whoever has started it. */
public final class Requester {

  private static final int LONGEST = 100;

  private static final TimeLimit CONNECT_LIMIT = new TimeLimit(Duration.ofSeconds(14));
  private static final Duration SEND_LIMIT = Duration.ofSeconds(5);

  private Requester() {}

  /**
   * Connects to a pool's log with an operator's rights.
   *
   * @throws dev.baton.EnvironmentException if that takes too long, or a right is missing
   */
  public static Log connect(ClusterOptions cluster) {
    return CONNECT_LIMIT.call(
        () -> KafkaLog.connect(cluster.topics(), cluster.clientProperties(), Access.OPERATOR),
        "Connecting");
  }

  /** Publishes what somebody asks for; returns when the log has it, or after a limit throws. */
  public static void ask(Log log, Event request) {
    log.events().publish(request);
    log.publisher().flush(SEND_LIMIT);
  }

  /** The user of this process and the host it runs on: a courtesy, not a proof. */
  public static String ofThisProcess() {
    return System.getProperty("user.name", "somebody") + "@" + HostName.get();
  }

  /** What came from a channel, as it can be shown. */
  public static String printable(String requester) {
    return Printable.of(requester, LONGEST);
  }
}
