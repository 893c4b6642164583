package dev.baton.cli.cancel;

import dev.baton.EnvironmentException;
import dev.baton.UsageException;
import dev.baton.cli.command.ClusterOptions;
import dev.baton.cli.command.JournalOptions;
import dev.baton.cli.terminal.Times;
import dev.baton.config.Plural;
import dev.baton.journal.JobView;
import dev.baton.wire.Liveness;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Has a job ended by the process that runs it. For one thread. */
public final class Cancellation {

  /**
   * Whoever runs a job answers within a second or two; if it was killed a moment ago, its silence
   * shows after {@link Liveness#JOURNAL_LOST}.
   */
  static final Duration ANSWER_LIMIT = Liveness.JOURNAL_LOST.plusSeconds(5);

  private static final Duration POLL = Duration.ofMillis(100);

  private final JobPlace place;
  private final LongSupplier nanoTime;

  Cancellation(JobPlace place, LongSupplier nanoTime) {
    this.place = place;
    this.nanoTime = nanoTime;
  }

  /**
   * Cancels a job of a pool on a cluster, and waits until its journal says that it has ended.
   *
   * @param requester who asks, for people to read
   * @return how far it came, for people
   * @throws UsageException if there is no such job, or it has ended
   * @throws EnvironmentException if nobody answers
   */
  public static String onCluster(ClusterOptions cluster, String jobId, String requester) {
    return cancel(ClusterJobs.read(cluster), jobId, requester);
  }

  /** The same for a job that runs on this machine. */
  static String onThisMachine(JournalOptions journal, String jobId, String requester) {
    return cancel(new LocalJobs(journal), jobId, requester);
  }

  private static String cancel(JobPlace place, String jobId, String requester) {
    try (place) {
      return new Cancellation(place, System::nanoTime).cancel(jobId, requester);
    }
  }

  String cancel(String jobId, String requester) {
    JobView job = find(jobId);
    if (job.state() == JobView.State.INTERRUPTED) {
      throw new UsageException(
          "Job %s was interrupted before: nothing of it runs. %s".formatted(jobId, hint(jobId)));
    }
    requireRunning(job);
    place.ask(jobId, requester);
    long beganNs = nanoTime.getAsLong();
    while (nanoTime.getAsLong() - beganNs < ANSWER_LIMIT.toNanos()) {
      place.readOn(POLL);
      JobView now = find(jobId);
      if (now.state() == JobView.State.INTERRUPTED) {
        return describe(now);
      }
      requireRunning(now);
    }
    throw new EnvironmentException(
        "The process that runs job %s is there, but has not ended it within %d s. It may be an older Baton, or hang; end it where it was started."
            .formatted(jobId, ANSWER_LIMIT.toSeconds()));
  }

  private JobView find(String jobId) {
    return JournalOptions.find(jobId, place.jobs(), place.where());
  }

  private static void requireRunning(JobView job) {
    String jobId = job.jobId();
    switch (job.state()) {
      case DONE ->
          throw new UsageException("Job " + jobId + " is done: there is nothing to cancel.");
      case FAILED ->
          throw new UsageException(
              "Job %s has failed: nothing of it runs. 'baton resume %s --retry-failed' goes on with it."
                  .formatted(jobId, jobId));
      case LOST ->
          throw new EnvironmentException(
              "Nobody answers for job %s: its process is gone, last heard of at %s, so nothing gives out its tasks any more. %s"
                  .formatted(jobId, Times.at(job.lastSeenMs()), hint(jobId)));
      case RUNNING, INTERRUPTED -> {}
    }
  }

  private static String describe(JobView job) {
    long tasks = job.started().tasks();
    String of = tasks < 0 ? "" : String.format(Locale.ROOT, "%,d of ", job.done());
    String done = Plural.of(tasks < 0 ? job.done() : tasks, "task");
    return "%s is cancelled: %s%s done. %s".formatted(job.jobId(), of, done, hint(job.jobId()));
  }

  private static String hint(String jobId) {
    return "'baton resume " + jobId + "' goes on with it.";
  }
}
