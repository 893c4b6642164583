package dev.baton.cli.exec;

import dev.baton.UsageException;
import dev.baton.cli.terminal.Console;
import dev.baton.job.builtin.exec.CommandTemplate;
import dev.baton.job.builtin.exec.InputLists;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command and all of its input.
 *
 * @param command as it was typed
 * @param template of it
 * @param inputs for it
 */
public record ExecLine(List<String> command, CommandTemplate template, InputLists inputs) {

  /**
   * Reads the command and its input.
   *
   * @throws UsageException if there is no command, or the input cannot be read
   */
  public static ExecLine of(ExecOptions options, Console console) {
    Optional<List<List<String>>> recorded = RecordedInput.lists(options.words());
    if (recorded.isPresent()) {
      return of(options, RecordedInput.command(options.words()), recorded.get());
    }
    CommandWords typed = CommandWords.typed(options.words());
    if (typed.command().isEmpty() && !options.shell()) {
      throw new UsageException(
          "Which command? As in: baton exec gzip -k {} ::: a.txt b.txt. (Where each line of the"
              + " input is a command line of its own, say --shell.)");
    }
    return of(options, typed.command(), read(options, typed.sources(), console));
  }

  private static ExecLine of(ExecOptions options, List<String> command, List<List<String>> lists) {
    CommandTemplate template = CommandTemplate.of(command, options.shell(), lists.size());
    return new ExecLine(command, template, new InputLists(lists));
  }

  private static List<List<String>> read(
      ExecOptions options, List<CommandWords.Source> sources, Console console) {
    InputValues values = new InputValues(options.isNullSeparated());
    List<List<String>> lists = new ArrayList<>();
    options.argFiles().forEach(file -> lists.add(values.of(file)));
    for (CommandWords.Source source : sources) {
      if (source.areFiles()) {
        source.words().forEach(file -> lists.add(values.of(file)));
      } else {
        lists.add(source.words());
      }
    }
    if (lists.isEmpty()) {
      if (console.inIsTerminal()) {
        console
            .err()
            .println("baton: the input is read from the terminal; Ctrl-D ends it (see ':::')");
      }
      lists.add(values.of("-"));
    }
    return lists;
  }
}
