package dev.baton.cli.run;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import dev.baton.JobIdentity;
import dev.baton.broker.EmbeddedBroker;
import dev.baton.cli.host.Requester;
import dev.baton.cli.terminal.Console;
import dev.baton.config.FileProblem;
import dev.baton.journal.ChannelJournal;
import dev.baton.journal.FileJournal;
import dev.baton.journal.JobDirectories;
import dev.baton.journal.JobView;
import dev.baton.journal.Journal;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.pool.PoolRecords;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.ProcessPoolBuilder;
import dev.baton.pool.Progress;
import dev.baton.pool.QuarantinedTask;
import dev.baton.wire.Frame;
import dev.baton.wire.JobBeat;
import dev.baton.wire.JobEnded;
import dev.baton.wire.JobStarted;
import dev.baton.wire.Liveness;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one run writes down about itself, and where; without it the run goes on all the same, but
 * nobody can resume it. Thread-safe.
 */
final class RunLog implements AutoCloseable {

  /** In a file, which costs next to nothing, so that a list shows where a killed job was. */
  private static final Duration LOCAL_BEAT = Duration.ofSeconds(1);

  /** Its own limit is 2 s; the machine may be busy. */
  private static final Duration BROKER_END_LIMIT = Duration.ofSeconds(15);

  private final RunSettings settings;
  private final JobIdentity identity;
  private final @Nullable JobDirectories directories;
  private final RunNotes notes;
  private volatile Consumer<String> onCancel = _ -> {};
  private @Nullable Journal journal;
  private @Nullable Thread beating;
  private long knownResults;
  private boolean begun;
  private boolean ended;

  private RunLog(
      RunSettings settings,
      JobIdentity identity,
      @Nullable JobDirectories directories,
      @Nullable Journal journal,
      boolean begun) {
    this.settings = settings;
    this.identity = identity;
    this.directories = directories;
    this.journal = journal;
    this.begun = begun;
    this.notes = new RunNotes(settings.isOnCluster());
  }

  /**
   * Makes the place for it, and tells {@code warnings} in one line if there can be none.
   *
   * @param resumed the job that goes on, or null for a new one
   * @throws dev.baton.UsageException if the job runs already
   */
  static RunLog open(RunSettings settings, @Nullable JobView resumed, Console console) {
    JobIdentity identity = identity(resumed);
    if (settings.isOnCluster() || settings.leavesNothing()) {
      return new RunLog(settings, identity, null, null, resumed != null);
    }
    JobDirectories directories = new JobDirectories(settings.dataDirectory());
    directories.sweep(Instant.now());
    try {
      directories.make(identity.jobId());
      Optional<FileJournal> journal = FileJournal.open(directories.journal(identity.jobId()));
      if (journal.isEmpty()) {
        throw Resumption.running(identity.jobId());
      }
      var _ = directories.takeCancel(identity.jobId()); // of a run before this one
      awaitEndOfBroker(directories.broker(identity.jobId()));
      return new RunLog(settings, identity, directories, journal.get(), resumed != null);
    } catch (IOException | UnsupportedOperationException e) {
      console
          .err()
          .printf(
              "baton: %s cannot be written (%s): this run cannot be resumed. --data-dir names"
                  + " another place.%n",
              directories.path(), FileProblem.of(e));
      return new RunLog(settings, identity, null, null, false);
    }
  }

  /** The broker of a coordinator that was killed a moment ago puts its data in order first. */
  private static void awaitEndOfBroker(Path directory) {
    long endNs = System.nanoTime() + BROKER_END_LIMIT.toNanos();
    while (EmbeddedBroker.isRunningIn(directory)) {
      if (System.nanoTime() - endNs > 0) {
        throw new EnvironmentException(
            "The broker that has its data in " + directory + " does not end; end it by hand.");
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return; // the start of the next broker will tell
      }
    }
  }

  /** A job whose results were lost with a host's memory starts anew, under its old name. */
  private static JobIdentity identity(@Nullable JobView resumed) {
    JobIdentity fresh = JobIdentity.next(new SecureRandom());
    if (resumed == null) {
      return fresh;
    }
    JobStarted started = resumed.started();
    return started.resultsInPlace()
        ? new JobIdentity(started.jobId(), fresh.coordinator(), Optional.empty())
        : new JobIdentity(
            started.jobId(),
            started.coordinator(),
            Optional.of(Instant.ofEpochMilli(started.startedAtMs())));
  }

  JobIdentity identity() {
    return identity;
  }

  /** Where the broker keeps its data; nothing if it need not, or cannot. */
  Optional<Path> brokerDirectory() {
    return Optional.ofNullable(directories).map(place -> place.broker(identity.jobId()));
  }

  /** Where a copy of what the job prints is kept; nothing on a cluster, or if nothing is kept. */
  Optional<Path> keptResult() {
    return Optional.ofNullable(directories).map(place -> place.result(identity.jobId()));
  }

  /**
   * The tasks are about to run: writes that down, and from now on how far they are.
   *
   * @param known how many results were there before; they count, also before the job has come to
   *     them
   */
  void begins(JobStarted started, Supplier<Progress> progress, long known) {
    synchronized (this) {
      knownResults = known;
      if (settings.isOnCluster() && journal == null) {
        journal = new ChannelJournal(KafkaLog.connect(settings.topics(), settings.cluster()));
      }
      if (journal == null) {
        return;
      }
      journal.append(started);
      begun = true;
    }
    beating = Thread.ofPlatform().daemon().name("baton-journal").start(() -> beat(progress));
  }

  /** Writes down, too, what goes wrong in the pool that is about to start. */
  void watch(ProcessPoolBuilder builder) {
    if (!settings.leavesNothing()) {
      notes.watch(builder);
    }
  }

  /**
   * Writes down, too, which attempts were the longest.
   *
   * @param cancel told if somebody wants the job to end, and who; must return at once
   */
  void listen(ProcessPool pool, Consumer<String> cancel) {
    onCancel = cancel;
    notes.listen(pool);
    if (settings.isOnCluster()) {
      PoolRecords.onCancelRequest(pool, who -> cancel.accept("by " + Requester.printable(who)));
    }
  }

  private void beat(Supplier<Progress> progress) {
    Duration period = settings.isOnCluster() ? Liveness.JOURNAL_BEAT : LOCAL_BEAT;
    Progress last = null;
    try {
      while (true) {
        Thread.sleep(period);
        Progress now = progress.get();
        note();
        if (directories != null && directories.takeCancel(identity.jobId())) {
          onCancel.accept("by 'baton cancel'");
        }
        if (settings.isOnCluster() || !now.equals(last)) {
          say(now);
        }
        last = now;
      }
    } catch (InterruptedException e) {
      // The end.
    } catch (BatonException e) {
      // The connection is lost: the pool hears of it too.
    }
  }

  private synchronized void note() {
    if (journal != null && !ended) {
      notes.take().forEach(journal::append);
    }
  }

  private synchronized void say(Progress now) {
    if (journal != null && !ended) {
      journal.append(
          new JobBeat(
              identity.coordinator(),
              identity.jobId(),
              now.pending(),
              now.running(),
              Math.max(now.done(), knownResults),
              now.failed() + now.cancelled()));
    }
  }

  /** A task was given up; on a cluster the pool has its own record of that. */
  synchronized void quarantined(QuarantinedTask task) {
    if (journal != null && !settings.isOnCluster()) {
      journal.append(Frame.decode(task.toRecord()));
    }
  }

  /**
   * Writes down how the job ended; the first end counts.
   *
   * @param progress how far it came, or null if no pool came to be
   * @return whether it can be resumed
   */
  synchronized boolean ended(JobEnded.State state, String message, @Nullable Progress progress) {
    if (journal == null || !begun || ended) {
      return false;
    }
    try {
      notes.takeLast().forEach(journal::append);
      if (progress != null) {
        say(progress);
      }
      ended = true;
      journal.append(new JobEnded(identity.jobId(), state, message, System.currentTimeMillis()));
      return state != JobEnded.State.DONE;
    } catch (BatonException e) {
      return !settings.isOnCluster(); // on a cluster the log may be what failed
    }
  }

  /** Closes the journal; what never began leaves nothing. */
  @Override
  public synchronized void close() {
    if (beating != null) {
      beating.interrupt();
    }
    if (journal != null) {
      journal.close();
    }
    if (directories != null && !begun) {
      directories.remove(identity.jobId());
    }
  }
}
