package dev.baton.cli.exec;

import dev.baton.UsageException;
import dev.baton.cli.terminal.Console;
import dev.baton.job.builtin.exec.CommandTemplate;
import dev.baton.job.builtin.exec.InputList;
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
    Optional<List<InputList>> recorded = RecordedInput.lists(options.words());
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

  private static ExecLine of(ExecOptions options, List<String> command, List<InputList> lists) {
    InputLists inputs = new InputLists(lists, options.valuesEach());
    CommandTemplate template = CommandTemplate.of(command, options.shell(), inputs.width());
    return new ExecLine(command, template, inputs);
  }

  private static List<InputList> read(
      ExecOptions options, List<CommandWords.Source> sources, Console console) {
    InputValues values = new InputValues(options.isNullSeparated());
    List<InputList> lists = new ArrayList<>();
    options.argFiles().forEach(file -> lists.add(new InputList(values.of(file), false)));
    for (CommandWords.Source source : sources) {
      boolean isLinked = source.isLinked();
      if (isLinked && lists.isEmpty()) {
        throw new UsageException("Before a list that is linked with '+', there has to be a list.");
      }
      if (source.areFiles()) {
        source.words().forEach(file -> lists.add(new InputList(values.of(file), isLinked)));
      } else {
        lists.add(new InputList(source.words(), isLinked));
      }
    }
    if (lists.isEmpty()) {
      if (console.inIsTerminal()) {
        console
            .err()
            .println("baton: the input is read from the terminal; Ctrl-D ends it (see ':::')");
      }
      lists.add(new InputList(values.of("-"), false));
    }
    return lists;
  }
}
