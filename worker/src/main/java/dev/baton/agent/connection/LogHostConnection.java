package dev.baton.agent.connection;

import dev.baton.BatonException;
import dev.baton.agent.setup.AgentConfig;
import dev.baton.config.WorkerSettings;
import dev.baton.log.BrokerWatch;
import dev.baton.log.Channel;
import dev.baton.log.Log;
import dev.baton.log.LogReceiver;
import dev.baton.log.RecordReader;
import dev.baton.log.Start;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.role.Clock;
import dev.baton.role.RoleRunner;
import dev.baton.wire.Address;
import dev.baton.wire.Event;
import dev.baton.wire.HostDown;
import dev.baton.wire.Liveness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A host on the log: it claims a partition for each worker that is reached there. */
public final class LogHostConnection implements HostConnection {

  /**
   * How far back the events are read: the silence after which a host counts as gone, plus a margin
   * for clock differences.
   */
  private static final Duration LOOK_BACK = Liveness.HOST_LOST.multipliedBy(6);

  private static final Duration CLAIM_LIMIT = Duration.ofSeconds(10);
  private static final Duration LAST_WORDS = Duration.ofMillis(300);

  private final long host;
  private final Log log;
  private final List<Integer> claims;
  private final RoleRunner listening;
  private final BrokerWatch watch;
  private final HealthFile health;

  private LogHostConnection(
      long host,
      Log log,
      List<Integer> claims,
      RoleRunner listening,
      BrokerWatch watch,
      HealthFile health) {
    this.host = host;
    this.log = log;
    this.claims = claims;
    this.listening = listening;
    this.watch = watch;
    this.health = health;
  }

  /**
   * Connects and claims inboxes.
   *
   * @param inboxes how many
   * @param limit how long the broker may take to answer
   * @param notices told when the broker does not answer, and when it is back
   * @param handler acts on the events, on its own thread
   * @param onBroken told on another thread when the connection is lost for good
   * @throws dev.baton.EnvironmentException if there is no broker, or too few inboxes
   */
  public static LogHostConnection open(
      AgentConfig config,
      long host,
      int inboxes,
      Map<String, String> kafkaProperties,
      Duration limit,
      Consumer<String> notices,
      EventHandler handler,
      Consumer<? super Throwable> onBroken) {
    Log log = KafkaLog.connectCreating(config.topics(), kafkaProperties, limit);
    try {
      RecordReader<Event> reader =
          log.events().read(new Start.Since(Clock.SYSTEM.instant().minus(LOOK_BACK)));
      List<Integer> claims = inboxes == 0 ? List.of() : claim(config, host, inboxes, log, reader);
      RoleRunner listening = new RoleRunner("baton-events", onBroken);
      listening.start(handler, new LogReceiver<>(reader));
      BrokerWatch watch = new BrokerWatch(Clock.SYSTEM, notices);
      HealthFile health = new HealthFile(config.get(WorkerSettings.HEALTH_FILE));
      return new LogHostConnection(host, log, claims, listening, watch, health);
    } catch (BatonException e) {
      // It may have some inboxes already, and would keep them as long as a silent host does.
      leave(host, log);
      throw e;
    }
  }

  private static List<Integer> claim(
      AgentConfig config, long host, int inboxes, Log log, RecordReader<Event> reader) {
    try {
      return new InboxClaims(
              host,
              config.topics().namespace(),
              log.partitions(Channel.INBOX),
              log.events()::publish,
              reader,
              new ClaimFold(),
              Clock.SYSTEM,
              CLAIM_LIMIT)
          .claim(inboxes);
    } catch (BatonException e) {
      reader.close();
      throw e;
    }
  }

  /** The log, which this closes. */
  public Log log() {
    return log;
  }

  @Override
  public List<Address> inboxes() {
    return claims.stream().<Address>map(Address.OnLog::new).toList();
  }

  @Override
  public List<Integer> claims() {
    return claims;
  }

  /**
   * Does not wait: the topic is known since the claims were made, and while the broker is away
   * there is room for half an hour of beats.
   */
  @Override
  public void publish(Event event) {
    try {
      long nowNs = Clock.SYSTEM.nanoTime();
      log.events().publish(event, health.watching(watch.sending(nowNs)));
      health.update(Clock.SYSTEM.instant());
      watch.check(nowNs); // there is a beat each second
    } catch (BatonException e) {
      System.getLogger(LogHostConnection.class.getName())
          .log(System.Logger.Level.DEBUG, "An event could not be sent", e);
    }
  }

  @Override
  public boolean hasBroker() {
    return !watch.isAway();
  }

  /** Says goodbye and disconnects; does not wait long for a broker that is away. */
  @Override
  public void close() {
    listening.stop();
    health.delete();
    leave(host, log);
  }

  private static void leave(long host, Log log) {
    try {
      log.events().publish(new HostDown(host));
      log.publisher().flush(LAST_WORDS);
    } catch (BatonException e) {
      // The broker is gone; the host's silence will tell the others.
    }
    log.close();
  }
}
