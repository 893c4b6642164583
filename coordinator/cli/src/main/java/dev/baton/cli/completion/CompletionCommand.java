package dev.baton.cli.completion;

import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code baton completion}: prints a script for a shell. */
@Command(
    description = {
      "Prints a script with which a shell completes commands, options, their values, jobs and files"
          + " when you press Tab."
    },
    footer = {
      "%nTo have it in every new shell:",
      "  bash  echo 'source <(baton completion bash)' >> ~/.bashrc",
      "  zsh   echo 'source <(baton completion zsh)' >> ~/.zshrc",
      "  fish  baton completion fish > ~/.config/fish/completions/baton.fish"
    })
public final class CompletionCommand implements Callable<Integer> {

  private final Console console;
  private final Callable<CommandLine> program;

  @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.")
  private CompletionShell shell = CompletionShell.BASH;

  /**
   * The command.
   *
   * @param program reads the syntax of all commands
   */
  public CompletionCommand(Console console, Callable<CommandLine> program) {
    this.console = console;
    this.program = program;
  }

  @Override
  public Integer call() throws Exception {
    console.out().print(shell.script(program.call()));
    console.out().flush();
    return ExitCode.DONE;
  }
}
