package dev.baton.cli.completion;

import picocli.CommandLine;

/** The shells that can complete command lines of Baton, and where they look for a script. */
public enum CompletionShell {
  BASH("bash-completion/completions/") {
    @Override
    String script(String program, CommandLine model) {
      return BashScript.bash(program, model);
    }
  },
  ZSH("zsh/site-functions/_") {
    @Override
    String script(String program, CommandLine model) {
      return BashScript.zsh(program, model);
    }
  },
  FISH("fish/vendor_completions.d/") {
    @Override
    String script(String program, CommandLine model) {
      return FishScript.of(program, model);
    }
  };

  private final String place;

  CompletionShell(String place) {
    this.place = place;
  }

  abstract String script(String program, CommandLine model);

  /** The script that makes the shell complete a program's command lines. */
  public String script(CommandLine program) {
    return script(program.getCommandName(), CompletionModel.of(program));
  }

  /** The file below {@code share} in which the shell looks for the script of a program. */
  public String file(String program) {
    return place + program + (this == FISH ? ".fish" : "");
  }
}
