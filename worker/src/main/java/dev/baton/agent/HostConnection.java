package dev.baton.agent;

import dev.baton.BatonException;
import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.Start;
import dev.baton.log.Subscription;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.wire.JobBeat;
import dev.baton.wire.Liveness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A host's link to the cluster: its inboxes, its voice, its ear. Thread-safe. */
final class HostConnection implements AutoCloseable {

  /**
   * How far back the events are read: the silence after which a host counts as gone, and room for
   * clocks that differ.
   */
  private static final Duration LOOK_BACK = Liveness.HOST_LOST.multipliedBy(6);

  private static final Duration CLAIM_LIMIT = Duration.ofSeconds(10);
  private static final Duration LAST_WORDS = Duration.ofMillis(300);

  private final Log log;
  private final List<Integer> inboxes;
  private final HostVoice voice;
  private final EventsLoop ear;

  private HostConnection(Log log, List<Integer> inboxes, HostVoice voice, EventsLoop ear) {
    this.log = log;
    this.inboxes = inboxes;
    this.voice = voice;
    this.ear = ear;
  }

  /**
   * Connects and claims an inbox for each worker.
   *
   * @param limit how long the broker may take to answer
   * @param onQuestion called on another thread when somebody asks who is there
   * @param onJob told on another thread how far each job is
   * @param onBroken told on another thread when the link is lost for good
   * @throws dev.baton.EnvironmentException if there is no broker, or too few inboxes
   */
  static HostConnection open(
      AgentConfig config,
      long host,
      String hostName,
      Map<String, String> kafkaProperties,
      Duration limit,
      Runnable onQuestion,
      Consumer<JobBeat> onJob,
      Consumer<RuntimeException> onBroken) {
    Log log = KafkaLog.connectCreating(config.pool(), kafkaProperties, limit);
    HostVoice voice = new HostVoice(host, hostName, log.publisher());
    try {
      Subscription events =
          log.subscribe(
              Set.of(new ChannelPartition(Channel.EVENTS, 0)),
              new Start.Since(Instant.now().minus(LOOK_BACK)));
      List<Integer> inboxes =
          new InboxClaims(
                  host,
                  config.pool(),
                  log.partitions(Channel.INBOX),
                  log.publisher(),
                  events,
                  new ClaimFold(),
                  CLAIM_LIMIT)
              .claim(config.workers());
      EventsLoop ear = new EventsLoop(events, onQuestion, onJob, onBroken);
      var _ = Thread.ofPlatform().daemon().name("baton-events").start(ear);
      return new HostConnection(log, inboxes, voice, ear);
    } catch (BatonException e) {
      // It may have got some inboxes, and would keep them for as long as a silent host does.
      leave(voice, log);
      throw e;
    }
  }

  List<Integer> inboxes() {
    return inboxes;
  }

  HostVoice voice() {
    return voice;
  }

  /** Says good-bye and disconnects; does not wait long for a broker that is away. */
  @Override
  public void close() {
    ear.stop();
    leave(voice, log);
  }

  private static void leave(HostVoice voice, Log log) {
    try {
      voice.leave();
      log.publisher().flush(LAST_WORDS);
    } catch (BatonException e) {
      // The broker is gone; the host's silence will tell the same.
    }
    log.close();
  }
}
