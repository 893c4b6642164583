package dev.baton.cli;

import dev.baton.cli.advise.AdviseProgram;
import dev.baton.cli.cancel.CancelCommand;
import dev.baton.cli.command.Picocli;
import dev.baton.cli.completion.CompletionCommand;
import dev.baton.cli.dashboard.DashboardCommand;
import dev.baton.cli.doctor.DoctorCommand;
import dev.baton.cli.explain.ExplainCommand;
import dev.baton.cli.host.BrokerCommand;
import dev.baton.cli.host.DownCommand;
import dev.baton.cli.host.DrainCommand;
import dev.baton.cli.host.TopicsCommand;
import dev.baton.cli.host.UpCommand;
import dev.baton.cli.host.WorkerCommand;
import dev.baton.cli.measure.MeasureProgram;
import dev.baton.cli.quarantine.QuarantineProgram;
import dev.baton.cli.run.ExecProgram;
import dev.baton.cli.run.JobsCommand;
import dev.baton.cli.run.ResumeCommand;
import dev.baton.cli.run.RunProgram;
import dev.baton.cli.status.StatusCommand;
import dev.baton.cli.terminal.Console;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What {@code baton} can do. Each command's classes are loaded only when it is the one that runs.
 */
enum Subcommand {
  RUN("run", "Run a job here, or on a cluster with --bootstrap") {
    @Override
    int execute(Console console, List<String> arguments) throws Exception {
      return new RunProgram(console).run(arguments);
    }
  },
  EXEC("exec", "Run a command for each of many inputs, as xargs and GNU parallel do") {
    @Override
    int execute(Console console, List<String> arguments) throws Exception {
      return new ExecProgram(console).run(arguments);
    }
  },
  RESUME("resume", "Go on with a job that was interrupted, killed or failed") {
    @Override
    int execute(Console console, List<String> arguments) throws Exception {
      return Picocli.execute(new ResumeCommand(console), "baton resume", console, arguments);
    }
  },
  JOBS("jobs", "List jobs, how far they are and how they ended") {
    @Override
    int execute(Console console, List<String> arguments) throws Exception {
      return Picocli.execute(new JobsCommand(console), "baton jobs", console, arguments);
    }
  },
  EXPLAIN("explain", "Say why a job or a task does not run, or took long, from its log") {
    @Override
    int execute(Console console, List<String> arguments) throws Exception {
      return Picocli.execute(new ExplainCommand(console), "baton explain", console, arguments);
    }
  },
  CANCEL("cancel", "End a job that runs elsewhere, as Ctrl-C ends it") {
    @Override
    int execute(Console console, List<String> arguments) throws Exception {
      return Picocli.execute(new CancelCommand(console), "baton cancel", console, arguments);
    }
  },
  UP("up", "Keep workers warm, for runs and programs that start sooner then") {
    @Override
    int execute(Console console, List<String> arguments) throws Exception {
      return Picocli.execute(new UpCommand(console), "baton up", console, arguments);
    }
  },
  DOWN("down", "End the workers that 'baton up' keeps") {
    @Override
    int execute(Console console, List<String> arguments) throws Exception {
      return Picocli.execute(new DownCommand(console), "baton down", console, arguments);
    }
  },
  WORKER("worker", "Join this machine's workers to a cluster") {
    @Override
    int execute(Console console, List<String> arguments) throws Exception {
      return Picocli.execute(new WorkerCommand(console), "baton worker", console, arguments);
    }
  },
  BROKER("broker", "Run the embedded broker alone, for workers and jobs of other terminals") {
    @Override
    int execute(Console console, List<String> arguments) throws Exception {
      return Picocli.execute(new BrokerCommand(console), "baton broker", console, arguments);
    }
  },
  TOPICS("topics", "Check a pool's topics on a Kafka cluster, print or run what creates them") {
    @Override
    int execute(Console console, List<String> arguments) throws Exception {
      return Picocli.execute(new TopicsCommand(console), "baton topics", console, arguments);
    }
  },
  DRAIN("drain", "Make a host of a cluster finish what it runs, and leave") {
    @Override
    int execute(Console console, List<String> arguments) throws Exception {
      return Picocli.execute(new DrainCommand(console), "baton drain", console, arguments);
    }
  },
  STATUS("status", "Show hosts, workers, what each of them runs, and the queue") {
    @Override
    int execute(Console console, List<String> arguments) throws Exception {
      return Picocli.execute(new StatusCommand(console), "baton status", console, arguments);
    }
  },
  DASHBOARD("dashboard", "Show a pool on a cluster on a page, live") {
    @Override
    int execute(Console console, List<String> arguments) throws Exception {
      return Picocli.execute(new DashboardCommand(console), "baton dashboard", console, arguments);
    }
  },
  QUARANTINE("quarantine", "Show tasks that ended their workers, and run one again") {
    @Override
    int execute(Console console, List<String> arguments) throws Exception {
      return new QuarantineProgram(console).run(arguments);
    }
  },
  MEASURE("measure", "Measure this machine and Baton on it") {
    @Override
    int execute(Console console, List<String> arguments) throws Exception {
      return new MeasureProgram(console).run(arguments);
    }
  },
  ADVISE("advise", "Say how to run a job best: threads or processes, how many") {
    @Override
    int execute(Console console, List<String> arguments) throws Exception {
      return new AdviseProgram(console).run(arguments);
    }
  },
  DOCTOR("doctor", "Check whether this machine is fit, and say what to change") {
    @Override
    int execute(Console console, List<String> arguments) throws Exception {
      return Picocli.execute(new DoctorCommand(console), "baton doctor", console, arguments);
    }
  },
  COMPLETION("completion", "Print what makes bash, zsh or fish complete command lines") {
    @Override
    int execute(Console console, List<String> arguments) throws Exception {
      CompletionCommand command = new CompletionCommand(console, CommandTree::read);
      return Picocli.execute(command, "baton completion", console, arguments);
    }
  };

  private final String word;
  private final String summary;

  Subcommand(String word, String summary) {
    this.word = word;
    this.summary = summary;
  }

  /** What the user types. */
  String word() {
    return word;
  }

  /** One line for the overview. */
  String summary() {
    return summary;
  }

  /** Parses the arguments behind the word and runs the command; returns the exit code. */
  abstract int execute(Console console, List<String> arguments) throws Exception;

  static Optional<Subcommand> of(String word) {
    return Arrays.stream(values()).filter(command -> command.word.equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Subcommand::word).toList();
  }
}
