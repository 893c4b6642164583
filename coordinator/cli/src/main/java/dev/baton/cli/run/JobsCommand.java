package dev.baton.cli.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.baton.cli.command.JournalOptions;
import dev.baton.cli.exec.RecordedInput;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.cli.terminal.Table;
import dev.baton.cli.terminal.Times;
import dev.baton.journal.JobDirectories;
import dev.baton.journal.JobView;
import dev.baton.wire.JobEnded;
import dev.baton.wire.JobStarted;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code baton jobs}: what was run, and how it ended. */
@Command(
    description = {
      "Lists jobs, the newest first: those that ran on this machine, or with --bootstrap those of a"
          + " pool.",
      "What is listed as failed, interrupted or lost can go on: 'baton resume JOB-ID'."
    },
    footer = "%nA job is listed for 7 days after its last change.")
public final class JobsCommand implements Callable<Integer> {

  private static final int LONGEST_COMMAND = 60;
  private final Console console;

  @Mixin private JournalOptions journal = new JournalOptions();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  public JobsCommand(Console console) {
    this.console = console;
  }

  /**
   * A job, as JSON. The names are part of what Baton promises.
   *
   * @param tasks how many there are, or null while nobody has counted them
   */
  @JsonPropertyOrder({
    "jobId",
    "job",
    "arguments",
    "state",
    "done",
    "tasks",
    "started",
    "ended",
    "lastSeen",
    "message"
  })
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Line(
      String jobId,
      String job,
      List<String> arguments,
      String state,
      long done,
      @Nullable Long tasks,
      String started,
      @Nullable String ended,
      String lastSeen,
      @Nullable String message) {

    static Line of(JobView view) {
      JobStarted started = view.started();
      JobEnded end = view.end();
      return new Line(
          started.jobId(),
          started.job(),
          RecordedInput.readable(started.arguments()),
          view.state().name().toLowerCase(Locale.ROOT),
          view.done(),
          started.tasks() < 0 ? null : started.tasks(),
          Instant.ofEpochMilli(started.startedAtMs()).toString(),
          end == null ? null : Instant.ofEpochMilli(end.atMs()).toString(),
          Instant.ofEpochMilli(view.lastSeenMs()).toString(),
          end == null || end.message().isEmpty() ? null : end.message());
    }
  }

  @Override
  public Integer call() throws IOException {
    if (!journal.cluster().isGiven()) {
      new JobDirectories(JournalOptions.data(journal.dataDirectory())).sweep(Instant.now());
    }
    List<JobView> jobs = journal.read().reversed();
    if (json) {
      ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      console.out().println(mapper.writeValueAsString(jobs.stream().map(Line::of).toList()));
    } else if (jobs.isEmpty()) {
      console.out().println("No job is known in " + journal.where() + ".");
    } else {
      print(jobs);
    }
    console.out().flush();
    return ExitCode.DONE;
  }

  private void print(List<JobView> jobs) {
    Table table = new Table("llrllll");
    table.row("JOB-ID", "STATE", "DONE", "STARTED", "ENDED OR SEEN", "JOB", "ARGUMENTS");
    for (JobView job : jobs) {
      JobEnded end = job.end();
      table.row(
          job.jobId(),
          job.state().name().toLowerCase(Locale.ROOT),
          progress(job),
          Times.at(job.started().startedAtMs()),
          Times.at(end == null ? job.lastSeenMs() : end.atMs()),
          job.started().job(),
          shortened(arguments(job.started())));
    }
    table.lines().forEach(console.out()::println);
  }

  private static String progress(JobView job) {
    long tasks = job.started().tasks();
    if (tasks < 0) {
      return String.format(Locale.ROOT, "%,d", job.done());
    }
    long percent = tasks == 0 ? 100 : job.done() * 100 / tasks;
    return String.format(Locale.ROOT, "%,d/%,d %3d%%", job.done(), tasks, percent);
  }

  private static String arguments(JobStarted started) {
    List<String> words = new ArrayList<>(RecordedInput.readable(started.arguments()));
    words.remove(started.job());
    return String.join(" ", words);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_COMMAND ? text : text.substring(0, LONGEST_COMMAND - 1) + "…";
  }
}
