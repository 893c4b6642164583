package dev.baton.cli.completion;

import picocli.AutoComplete;
import picocli.CommandLine;

/** Picocli's script for bash, which zsh can run, too. */
final class BashScript {

  /**
   * For zsh, picocli changes how aliases of every program are completed, and makes one that
   * interactive shells would keep; neither is needed.
   */
  private static final String INTRUSIVE =
      """
        # Make alias a distinct command for completion purposes when using zsh (see [4])
        setopt COMPLETE_ALIASES
        alias compopt=complete

      """;

  private BashScript() {}

  static String bash(String program, CommandLine model) {
    String script = AutoComplete.bash(program, model);
    if (!script.contains(INTRUSIVE)) {
      throw new IllegalStateException("picocli's script for zsh is not as expected");
    }
    return script.replace(INTRUSIVE, "");
  }

  /** Zsh calls a file of its function path as a function, first to load it, and wants an answer. */
  static String zsh(String program, CommandLine model) {
    return """
    #compdef %1$s
    %2$s
    if [ "${funcstack[1]}" = _%1$s ]; then
      _bash_complete -o default -F _complete_%1$s
    fi
    """
        .formatted(program, bash(program, model));
  }
}
