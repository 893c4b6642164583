package dev.baton.pool;

import dev.baton.EnvironmentException;
import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import dev.baton.codec.Encoded;
import dev.baton.codec.FailureCodec;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.collect.Collector;
import dev.baton.collect.CollectorTargets;
import dev.baton.collect.Tally;
import dev.baton.dispatch.Coordinator;
import dev.baton.dispatch.Dispatcher;
import dev.baton.dispatch.Pace;
import dev.baton.dispatch.Roster;
import dev.baton.ledger.Ledger;
import dev.baton.ledger.Placement;
import dev.baton.ledger.Poisoned;
import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.PublishCallback;
import dev.baton.log.Start;
import dev.baton.log.Subscription;
import dev.baton.wire.Frame;
import dev.baton.wire.Payload;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.WhoIsThere;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator at work: ledger, dispatcher and collector on a log, with a thread for each of the
 * two that wait. Thread-safe.
 */
final class Engine {

  private static final Duration JOIN_LIMIT = Duration.ofSeconds(2);
  private static final Duration CANCEL_LIMIT = Duration.ofSeconds(1);
  private static final Duration LOOK_EVERY = Duration.ofMillis(5);

  private final String jobId;
  private final Ledger ledger;
  private final Roster roster = new Roster();
  private final Tally tally = new Tally();
  private final Log log;
  private final Codec codec;
  private final PoolStore store;
  private final QuarantineLog quarantine;
  private final Dispatcher dispatcher;
  private final Collector collector;
  private final KnownResults known;
  private final Tasks tasks;
  private final Thread dispatching;
  private final Thread collecting;
  private final Thread speaking;

  /**
   * Starts work on a connected log, which it closes in the end.
   *
   * @param callbacks calls what the program has handed to the pool
   * @param notices gets what a person should know
   * @param onBroken told, more than once perhaps, why the pool cannot go on
   */
  Engine(
      PoolConfig config,
      Log log,
      Callbacks callbacks,
      Consumer<String> notices,
      Consumer<RuntimeException> onBroken) {
    SecureRandom random = new SecureRandom();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    this.store = new PoolStore(roster, this::codec);
    this.codec = new KryoCodec(AllowList.standard(), loader, store.types());
    JobIdentity job = config.job() == null ? JobIdentity.next(random) : config.job();
    long id = job.coordinator();
    this.jobId = job.jobId();
    this.log = log;
    this.ledger = new Ledger(System::nanoTime, random, config.ledger(), this::quarantine);
    int partition = (int) (id % log.partitions(Channel.RESULTS));
    this.known =
        job.resumedFrom()
            .map(since -> KnownResults.read(log, id, partition, since))
            .orElseGet(KnownResults::none);
    Subscription subscription =
        log.subscribe(
            Set.of(
                new ChannelPartition(Channel.RESULTS, partition),
                new ChannelPartition(Channel.EVENTS, 0)),
            new Start.Latest());
    byte[] initializer =
        config.initializer() == null ? new byte[0] : codec.encodeToBytes(config.initializer());
    PayloadLimit records = PayloadLimit.ofRecords(log.publisher().maxRecordBytes());
    records.requireFits("The initializer", initializer.length, "initializer");
    PayloadLimit limit = records.without(initializer.length); // the first batch has it
    Pace pace = new Pace();
    this.dispatcher =
        new Dispatcher(
            new Coordinator(
                id, jobId, partition, store::receiver, config.job() != null, initializer),
            ledger,
            roster,
            pace,
            log.publisher(),
            limit,
            e -> onBroken.accept(brokerLost(e)));
    this.quarantine =
        new QuarantineLog(
            jobId, initializer, this::inlined, log.publisher(), callbacks, config.onQuarantined());
    BrokerWatch watch = new BrokerWatch(config.brokerTimeout(), notices, onBroken::accept);
    JobVoice voice = new JobVoice(id, jobId, ledger::counts, log.publisher(), watch);
    this.collector =
        new Collector(
            id,
            subscription,
            new CollectorTargets(
                ledger,
                roster,
                pace,
                tally,
                store::receive,
                this::callOff,
                log.partitions(Channel.INBOX)),
            voice::ask,
            dispatcher::wake,
            e -> onBroken.accept(brokerLost(e)));
    this.tasks =
        new Tasks(
            ledger,
            dispatcher,
            tally,
            codec,
            store,
            new FailureCodec(AllowList.standard(), loader),
            limit,
            known);
    this.collecting = VitalThread.start("baton-collect", collector, onBroken);
    this.dispatching = VitalThread.start("baton-dispatch", dispatcher, onBroken);
    this.speaking = VitalThread.start("baton-job-voice", voice, onBroken);
    byte[] question = Frame.encode(new WhoIsThere(id));
    log.publisher().publish(Channel.EVENTS, 0, question, PublishCallback.IGNORE);
  }

  private static EnvironmentException brokerLost(Exception e) {
    return new EnvironmentException("The connection to the broker is lost: " + e.getMessage(), e);
  }

  /**
   * Waits for the first worker.
   *
   * @param failure asked now and then whether waiting has become useless
   * @throws EnvironmentException if none answers in time
   */
  void awaitWorker(Duration limit, Supplier<@Nullable RuntimeException> failure, String whatToDo) {
    boolean found =
        await(
            limit,
            () -> {
              RuntimeException useless = failure.get();
              if (useless != null) {
                throw useless;
              }
              return !roster.workers().isEmpty();
            });
    if (!found) {
      throw new EnvironmentException(
          "No worker has answered within " + limit.toSeconds() + " s. " + whatToDo);
    }
    store.prepare();
  }

  String jobId() {
    return jobId;
  }

  private void quarantine(Poisoned task, Runnable giveUp) {
    quarantine.accept(task, giveUp);
  }

  private Encoded inlined(Payload payload) {
    return tasks.inlined(payload);
  }

  private void callOff(Placement attempt) {
    dispatcher.cancel(attempt, true);
  }

  /** How objects become bytes, handles to shared data included. */
  Codec codec() {
    return codec;
  }

  /** What is on the log already. */
  KnownResults known() {
    return known;
  }

  /** The program's part of the host store. */
  PoolStore store() {
    return store;
  }

  Tasks tasks() {
    return tasks;
  }

  Roster roster() {
    return roster;
  }

  Ledger ledger() {
    return ledger;
  }

  PoolStatistics statistics() {
    var counts = ledger.counts();
    return new PoolStatistics(
        jobId,
        counts.added(),
        counts.done(),
        known.used(),
        counts.failed(),
        counts.retried(),
        counts.speculated(),
        collector.malformedRecords(),
        roster.mostWorkers(),
        tally.handoffs(),
        tally.phases());
  }

  Progress progress() {
    var counts = ledger.counts();
    return new Progress(
        counts.added(),
        counts.done(),
        counts.failed() + counts.cancelled(),
        counts.dispatched(),
        counts.pending());
  }

  /** Cancels all that is open. */
  Ledger.Cancelled cancelAll() {
    Ledger.Cancelled cancelled = ledger.cancelAll();
    cancelled.placements().forEach(placement -> dispatcher.cancel(placement, true));
    return cancelled;
  }

  /**
   * Gives cancelled tasks a moment to be interrupted, then stops the threads and closes the log.
   */
  void close() {
    var _ = await(CANCEL_LIMIT, roster::allIdle);
    speaking.interrupt();
    join(speaking);
    dispatcher.stop();
    join(dispatching);
    collector.stop();
    join(collecting);
    known.close();
    store.close();
    log.close();
  }

  private static boolean await(Duration limit, Supplier<Boolean> condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      while (!condition.get()) {
        if (System.nanoTime() - deadline > 0) {
          return false;
        }
        Thread.sleep(LOOK_EVERY);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void join(Thread thread) {
    try {
      if (!thread.join(JOIN_LIMIT)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
