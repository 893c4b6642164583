package dev.baton.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * What {@code baton --help} prints. Plain text, so that the first thing a newcomer types is
 * answered at once.
 */
final class Overview {

  private static final List<Map.Entry<String, List<Subcommand>>> GROUPS =
      List.of(
          Map.entry(
              "Run",
              List.of(
                  Subcommand.RUN,
                  Subcommand.EXEC,
                  Subcommand.RESUME,
                  Subcommand.JOBS,
                  Subcommand.CANCEL,
                  Subcommand.UP,
                  Subcommand.DOWN)),
          Map.entry(
              "Build a cluster",
              List.of(Subcommand.BROKER, Subcommand.WORKER, Subcommand.DRAIN, Subcommand.TOPICS)),
          Map.entry(
              "Look",
              List.of(
                  Subcommand.STATUS,
                  Subcommand.EXPLAIN,
                  Subcommand.DASHBOARD,
                  Subcommand.QUARANTINE,
                  Subcommand.MEASURE,
                  Subcommand.ADVISE,
                  Subcommand.DOCTOR)),
          Map.entry("Set up your shell", List.of(Subcommand.COMPLETION)));

  static final String EXAMPLES =
      """
        baton run wordcount --top 10 README.md     the ten most frequent words
        baton run sum --to 20000000000 --tasks 16  keeps every core busy for a while
        baton exec gzip -k ::: *.txt               a command for each file
        baton run --list                           all jobs
        baton run --help wordcount                 one job's options
      """;

  private Overview() {}

  static void print(PrintStream stream, boolean colours) {
    StringBuilder text = new StringBuilder(1024);
    text.append("Usage: ").append(bold("baton COMMAND", colours)).append(" [OPTIONS]\n\n");
    text.append("Baton runs a job's tasks in a pool of JVM processes, on one machine or many.\n");
    for (Map.Entry<String, List<Subcommand>> group : GROUPS) {
      text.append('\n').append(bold(group.getKey(), colours)).append('\n');
      for (Subcommand command : group.getValue()) {
        boolean ofJob = command == Subcommand.RUN || command == Subcommand.ADVISE;
        String word = command.word() + (ofJob ? " JOB" : "");
        String padding = " ".repeat(12 - word.length());
        text.append("  ").append(bold(word, colours)).append(padding);
        text.append(command.summary()).append('\n');
      }
    }
    text.append('\n').append(bold("Examples", colours)).append('\n').append(EXAMPLES);
    text.append(
        "\n'baton --config FILE COMMAND' takes options from a file: docs/configuration.md.\n");
    text.append("Each command has its own --help. 'baton --version' says which Baton this is.\n");
    text.append("Exit codes: 0 done, 1 the job failed, 2 bad usage, 3 environment, 130 Ctrl-C,\n");
    text.append("  141 the reader of the output has gone, as after '| head'.\n");
    stream.print(text);
    stream.flush();
  }

  private static String bold(String text, boolean colours) {
    return colours ? "\033[1m" + text + "\033[0m" : text;
  }
}
