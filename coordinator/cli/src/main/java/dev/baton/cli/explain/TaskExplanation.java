package dev.baton.cli.explain;

import dev.baton.PoolEvent;
import dev.baton.UsageException;
import dev.baton.cli.run.ExecProgram;
import dev.baton.cli.terminal.Times;
import dev.baton.config.Plural;
import dev.baton.journal.JobHistory;
import dev.baton.journal.JobView;
import dev.baton.journal.RunningTask;
import dev.baton.timeline.AttemptSpan;
import dev.baton.wire.Attempts;
import dev.baton.wire.Quarantined;
import dev.baton.wire.ResultBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the log says about a task, in sentences. */
final class TaskExplanation {

  private record Moment(long atMs, String text) {}

  private TaskExplanation() {}

  /**
   * The explanation, line by line.
   *
   * @throws UsageException if the job has no such task
   */
  static List<String> of(JobView job, JobHistory history, long task, long nowMs) {
    long tasks = job.started().tasks();
    if (tasks >= 0 && task >= tasks) {
      throw new UsageException(
          "Job %s has no task %d: %s."
              .formatted(
                  job.jobId(), task, tasks == 0 ? "it has none" : "they are 0 to " + (tasks - 1)));
    }
    List<String> lines = new ArrayList<>();
    List<Moment> moments = moments(history, task);
    Optional<Quarantined> quarantined =
        history.quarantined().stream().filter(each -> each.taskId() == task).findFirst();
    List<JobHistory.Longest> longest =
        history.longest().stream().filter(each -> has(each.attempts(), task)).toList();
    List<RunningTask> running =
        job.state() == JobView.State.RUNNING ? history.running(nowMs) : List.of();
    Optional<RunningTask> now = running.stream().filter(each -> each.task() == task).findFirst();
    if (now.isPresent()) {
      lines.add(runs(job, now.get(), moments.isEmpty(), nowMs));
    } else {
      boolean isKnownNotToRun =
          !running.isEmpty() && running.stream().allMatch(each -> each.slots() == 1);
      lines.add(
          state(job, task, quarantined, !longest.isEmpty(), moments.isEmpty(), isKnownNotToRun));
    }
    longest.forEach(each -> moments.add(new Moment(each.atMs(), text(each))));
    moments.sort(Comparator.comparingLong(Moment::atMs));
    moments.forEach(moment -> lines.add("  " + Times.at(moment.atMs()) + " " + moment.text()));
    quarantined.ifPresent(
        each ->
            lines.add(
                "What is known of each death, and how to run it again: baton quarantine show "
                    + each.id()));
    now.ifPresent(each -> lines.add(look(job, each)));
    if (longest.isEmpty() && now.isEmpty()) {
      lines.add(rest(history.longest()));
    }
    return lines;
  }

  private static String name(JobView job, long task) {
    return "Task " + task + " of job " + job.jobId();
  }

  private static String trouble(boolean isWithoutTrouble) {
    return isWithoutTrouble ? " The log knows of no trouble with it." : "";
  }

  private static String runs(
      JobView job, RunningTask running, boolean isWithoutTrouble, long nowMs) {
    return "%s has been running on %s for %s, in process %d.%s"
        .formatted(
            name(job, running.task()),
            running.worker(),
            Times.span(nowMs - running.sinceMs()),
            running.pid(),
            trouble(isWithoutTrouble));
  }

  /** How to see what a task does. */
  private static String look(JobView job, RunningTask running) {
    return job.started().job().equals(ExecProgram.JOB)
        ? "Its command is a child of that process: ps --ppid " + running.pid()
        : "What it does, on that host: jstack " + running.pid();
  }

  private static String state(
      JobView job,
      long task,
      Optional<Quarantined> quarantined,
      boolean hasResult,
      boolean isWithoutTrouble,
      boolean isKnownNotToRun) {
    String name = name(job, task);
    if (quarantined.isPresent()) {
      return name
          + " was given up at "
          + Times.at(quarantined.get().atMs())
          + ", as "
          + Plural.of(quarantined.get().evidence().size(), "worker")
          + " died of it.";
    }
    String trouble = trouble(isWithoutTrouble);
    if (hasResult && job.state() != JobView.State.DONE) {
      return name + " has given a result; its job has not come to its end." + trouble;
    }
    return switch (job.state()) {
      case DONE -> name + " has a result, as its job is done." + trouble;
      case RUNNING ->
          name
              + " belongs to a job that is running"
              + (isKnownNotToRun
                  ? ". It does not run at this moment; whether it waits or has ended, the log does"
                      + " not say."
                  : ": whether it waits, runs or has ended, the log does not say.")
              + trouble;
      case FAILED, INTERRUPTED, LOST ->
          name
              + " belongs to a job that has not come to its end; whether this task has a result,"
              + " 'baton resume' finds out."
              + trouble;
    };
  }

  /** What is known of a task that is not among the longest. */
  private static String rest(List<JobHistory.Longest> longest) {
    String unknown =
        "How long it waited and ran is not on the log: --html and --trace of the run write it"
            + " down.";
    return longest.isEmpty()
        ? unknown
        : "It is not among the longest with a result, the last of which ran "
            + Times.spanNs(longest.getLast().times().executeNs())
            + ". "
            + unknown;
  }

  private static boolean has(Attempts attempts, long task) {
    return attempts.from() <= task && task < attempts.to();
  }

  private static List<Moment> moments(JobHistory history, long task) {
    List<Moment> moments = new ArrayList<>();
    for (JobHistory.Failure failure : history.failures()) {
      if (has(failure.attempt(), task)) {
        moments.add(new Moment(failure.atMs(), text(failure)));
      }
    }
    for (JobHistory.Death death : history.deaths()) {
      if (death.task() == task) {
        moments.add(
            new Moment(
                death.atMs(), death.worker() + " died while it ran: " + death.evidence().strip()));
      }
    }
    return moments;
  }

  /** What is known of one of the longest attempts: {@code task 17 ran 3.2 s on vm/1, …}. */
  static String text(JobHistory.Longest attempt) {
    Attempts attempts = attempt.attempts();
    ResultBatch.Times times = attempt.times();
    return AttemptSpan.fullName(
            new PoolEvent.Attempts(attempts.from(), attempts.items(), attempts.number()))
        + " ran "
        + Times.spanNs(times.executeNs())
        + (attempt.worker().isEmpty() ? "" : " on " + attempt.worker())
        + ", after "
        + Times.spanNs(times.transferNs())
        + " on the way to the worker and "
        + Times.spanNs(times.queueNs())
        + " in its queue";
  }

  private static String text(JobHistory.Failure failure) {
    ResultBatch.Times times = failure.times();
    return "attempt "
        + failure.attempt().number()
        + " failed"
        + (failure.worker().isEmpty() ? "" : " on " + failure.worker())
        + ", having waited "
        + Times.spanNs(times.queueNs())
        + " in the worker and run "
        + Times.spanNs(times.executeNs())
        + ": "
        + failure.trace().strip();
  }
}
