package dev.baton.cli.explain;

import dev.baton.UsageException;
import dev.baton.cli.run.Resumption;
import dev.baton.cli.terminal.Times;
import dev.baton.config.Plural;
import dev.baton.journal.JobHistory;
import dev.baton.journal.JobView;
import dev.baton.journal.RunningTask;
import dev.baton.wire.ExcludedHosts;
import dev.baton.wire.JobBeat;
import dev.baton.wire.JobEnded;
import dev.baton.wire.Quarantined;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the log says about a job, in sentences. */
final class JobExplanation {

  private static final int MOST_LISTED = 5;

  private final JobView job;
  private final JobHistory history;
  private final long nowMs;
  private final List<String> lines = new ArrayList<>();

  private JobExplanation(JobView job, JobHistory history, long nowMs) {
    this.job = job;
    this.history = history;
    this.nowMs = nowMs;
  }

  /** The explanation, line by line. */
  static List<String> of(JobView job, JobHistory history, long nowMs) {
    JobExplanation explanation = new JobExplanation(job, history, nowMs);
    explanation.state();
    explanation.time();
    explanation.longest();
    explanation.workers();
    explanation.failures();
    explanation.bound();
    explanation.quarantine();
    explanation.next();
    return explanation.lines;
  }

  private void say(String sentence) {
    lines.add(sentence);
  }

  private void state() {
    JobEnded end = job.end();
    String name = "Job " + job.jobId() + " (" + job.started().job() + ")";
    switch (job.state()) {
      case RUNNING -> running(name);
      case LOST ->
          say(
              name
                  + " is not running: its coordinator vanished without a word, after "
                  + Times.at(job.lastSeenMs())
                  + ". It was killed, or its machine went down or was cut off.");
      case DONE -> say(name + " is done.");
      case FAILED -> say(name + " failed" + because(end));
      case INTERRUPTED -> say(name + " was interrupted" + because(end));
    }
    if (job.state() != JobView.State.RUNNING) {
      counts();
    }
    if (history.starts() > 1) {
      say("It was started " + history.starts() + " times: it was resumed.");
    }
  }

  private static String because(@Nullable JobEnded end) {
    return end == null || end.message().isEmpty() ? "." : ": " + end.message();
  }

  private void running(String name) {
    JobBeat beat = job.progress();
    if (beat == null) {
      say(name + " is running, and has told nothing of its tasks yet.");
      return;
    }
    say(name + " is running.");
    counts();
    runningNow();
    if (beat.dispatched() == 0 && beat.pending() > 0) {
      long up = history.workersUp(nowMs);
      say(
          up == 0
              ? "No task runs, as no worker is up as far as the log knows: its tasks wait for one."
              : "No task runs although "
                  + Plural.of(up, "worker")
                  + " can take tasks: what is left waits for its next attempt, or the workers"
                  + " are busy with other jobs or may not take these tasks.");
    } else if (beat.pending() > 0) {
      say("What waits, waits for a slot, or for its next attempt.");
    }
    for (ExcludedHosts.Host host : history.excluded()) {
      say("Host " + host.name() + " gets none of its tasks: " + host.reason());
    }
  }

  private void runningNow() {
    List<RunningTask> running = history.running(nowMs);
    if (running.isEmpty()) {
      return;
    }
    say("These tasks run now, the longest first:");
    for (RunningTask each : running.subList(0, Math.min(MOST_LISTED, running.size()))) {
      say(
          "  task %d on %s, for %s"
              .formatted(each.task(), each.worker(), Times.span(nowMs - each.sinceMs())));
    }
    rest(running.size());
    if (running.stream().anyMatch(each -> each.slots() > 1)) {
      say("  Of a worker with several slots, the task that has run longest is known.");
    }
  }

  private void counts() {
    JobBeat beat = job.progress();
    if (beat == null) {
      say("The log does not say how far it came.");
      return;
    }
    long tasks = job.started().tasks();
    say(
        String.format(
            Locale.ROOT,
            "Of %s, %,d had a result and %,d had ended without%s, when it was last heard of, at"
                + " %s.",
            tasks < 0 ? "an unknown number of tasks" : Plural.of(tasks, "task"),
            beat.done(),
            beat.failed(),
            beat.open() == 0 ? "" : "; " + ProgressFindings.where(beat),
            Times.at(job.lastSeenMs())));
  }

  private void time() {
    long startMs = job.started().startedAtMs();
    JobEnded end = job.end();
    long endMs =
        end != null ? end.atMs() : job.state() == JobView.State.RUNNING ? nowMs : job.lastSeenMs();
    String took = job.state() == JobView.State.RUNNING ? ", and has taken " : ", and took ";
    say("It began at " + Times.at(startMs) + took + Times.span(endMs - startMs) + ".");
    if (history.starts() <= 1) {
      ProgressFindings.of(history.beats(), startMs, history.readyMs(), endMs).forEach(this::say);
    } else {
      say("Where the time went is not told of jobs that were resumed.");
    }
  }

  private void longest() {
    List<JobHistory.Longest> longest = history.longest();
    if (!longest.isEmpty()) {
      say("Of the attempts with a result, these ran longest:");
      longest.stream().limit(MOST_LISTED).forEach(each -> say("  " + TaskExplanation.text(each)));
    }
  }

  private void workers() {
    List<JobHistory.Death> deaths = history.deaths();
    if (deaths.isEmpty()) {
      say("The log has no worker that died" + (history.isOnCluster() ? " of its tasks." : "."));
      return;
    }
    say(Plural.of(deaths.size(), "worker") + " died:");
    for (JobHistory.Death death : deaths.subList(0, Math.min(MOST_LISTED, deaths.size()))) {
      String task = death.task() < 0 ? "" : ", which ran task " + death.task();
      say(
          "  "
              + Times.at(death.atMs())
              + " "
              + death.worker()
              + task
              + ": "
              + line(death.evidence()));
    }
    rest(deaths.size());
  }

  private void failures() {
    List<JobHistory.Failure> failures = history.failures();
    if (failures.isEmpty()) {
      say("The log has no failed attempt.");
      return;
    }
    Map<String, List<JobHistory.Failure>> kinds = new LinkedHashMap<>();
    for (JobHistory.Failure failure : failures) {
      kinds.computeIfAbsent(line(failure.trace()), _ -> new ArrayList<>()).add(failure);
    }
    say(Plural.of(failures.size(), "attempt") + " failed:");
    kinds.entrySet().stream()
        .limit(MOST_LISTED)
        .forEach(
            kind ->
                say(
                    String.format(
                        Locale.ROOT,
                        "  %,d × %s, first of task %d",
                        kind.getValue().size(),
                        kind.getKey(),
                        kind.getValue().getFirst().attempt().from())));
    rest(kinds.size());
  }

  private void bound() {
    if (history.isCut()) {
      say("The log keeps only so many deaths and failed attempts: there were probably more.");
    }
  }

  private void quarantine() {
    List<Quarantined> tasks = history.quarantined();
    for (Quarantined task : tasks.subList(0, Math.min(MOST_LISTED, tasks.size()))) {
      say(
          "Task "
              + task.taskId()
              + " was given up, as "
              + Plural.of(task.evidence().size(), "worker")
              + " died of it: 'baton quarantine show "
              + task.id()
              + "'.");
    }
    rest(tasks.size());
  }

  private void rest(int all) {
    if (all > MOST_LISTED) {
      say("  and " + (all - MOST_LISTED) + " more.");
    }
  }

  private void next() {
    boolean canGoOn = job.state() != JobView.State.RUNNING && job.state() != JobView.State.DONE;
    if (canGoOn) {
      boolean isFailed = job.state() == JobView.State.FAILED;
      try {
        Resumption.check(job, isFailed);
        say("To go on: baton resume " + job.jobId() + (isFailed ? " --retry-failed" : ""));
      } catch (UsageException e) {
        say("It cannot go on here. " + e.getMessage());
      }
    }
    say(
        "How long the other tasks ran, and how long tasks waited for a worker, is not on the log:"
            + " --html and --trace write it down.");
  }

  /** The first line. */
  static String line(String text) {
    return text.lines().findFirst().orElse("").strip();
  }
}
