package dev.baton.cli;

import dev.baton.cli.command.Picocli;
import dev.baton.cli.command.Syntax;
import dev.baton.cli.terminal.Console;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * All commands as one tree of picocli commands, for what has to know all of them. {@link
 * CommandLineProgram} does without it, so that a command loads its own classes only.
 */
final class CommandTree {

  private static final String ENVIRONMENT =
      """
      Environment
        BATON_OPTION_NAME        the value of an option that is not typed: BATON_OPTION_LOG_FORMAT
        BATON_CONFIG             a file of such values (~/.config/baton/baton.properties)
        BATON_JAVA_HOME          the JDK to use (else JAVA_HOME, the PATH, the usual places)
        BATON_JAVA_OPTS          more flags for the JVM of the command line
        BATON_START_CACHE=off    makes no start caches
        NO_COLOR, CLICOLOR=0     no colours
        CLICOLOR_FORCE=1         colours in files and pipes, too
        XDG_STATE_HOME           where jobs are kept (~/.local/state)
        XDG_CACHE_HOME           where start caches are kept (~/.cache)
      """;

  private CommandTree() {}

  /** The program without a command. */
  @Command(
      customSynopsis = "baton COMMAND [OPTIONS]",
      header = "Run the tasks of jobs in a pool of JVM processes",
      description = "Runs a job's tasks in a pool of JVM processes, on one machine or many.")
  private static final class Program {}

  /** Reads the syntax of all commands, Baton's own jobs among them. */
  static CommandLine read() throws Exception {
    CommandLine program = Picocli.prepare(new Program(), "baton");
    program
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-V", "--version")
                .type(boolean.class)
                .description("Say which Baton this is.")
                .build())
        .addOption(
            OptionSpec.builder("--config")
                .type(Path.class)
                .paramLabel("FILE")
                .description("Before the command: take options that are not typed from a file.")
                .build());
    program.getCommandSpec().usageMessage().commandListHeading("Commands").footer(footer());
    for (Subcommand command : Subcommand.values()) {
      CommandLine line = Syntax.read(() -> command.execute(Console.nowhere(), List.of("--help")));
      line.getCommandSpec().usageMessage().header(command.summary());
      Syntax.add(program, command.word(), line);
    }
    Syntax.add(program, "help", help());
    return program;
  }

  private static String[] footer() {
    return ("Examples\n" + Overview.EXAMPLES + ENVIRONMENT).lines().toArray(String[]::new);
  }

  private static CommandLine help() {
    CommandSpec help = CommandSpec.create();
    help.usageMessage().header("Show the options of a command");
    help.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(String.class)
            .paramLabel("COMMAND")
            .description("The command; without it all are listed.")
            .completionCandidates(Subcommand.words())
            .build());
    return new CommandLine(help);
  }
}
