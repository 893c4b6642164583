package dev.baton.cli.completion;

import dev.baton.cli.command.Syntax;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A script for fish, for which picocli makes none. A function of it finds the command that the line
 * names so far; each line below it says what may follow one command.
 */
final class FishScript {

  private final String program;
  private final List<String> commands = new ArrayList<>();
  private final List<String> optionsWithValue = new ArrayList<>();
  private final StringBuilder lines = new StringBuilder();

  private FishScript(String program) {
    this.program = program;
  }

  static String of(String program, CommandLine model) {
    FishScript script = new FishScript(program);
    script.add(program, model);
    return """
    # Completion for fish, made by '%1$s completion fish'.

    # Prints the command that the words before the cursor name; options and their values may stand between.
    function __%1$s_command
        set -l at %1$s
        set -l is_value no
        for word in (commandline -opc)[2..-1]
            if test $is_value = yes
                set is_value no
                continue
            end
            switch "$at $word"
                case %2$s
                    set at "$at $word"
                case %3$s
                    set is_value yes
            end
        end
        echo $at
    end

    function __%1$s_at
        test (__%1$s_command) = "$argv"
    end

    complete -c %1$s -f
    """
            .formatted(program, patterns(script.commands), patterns(script.optionsWithValue))
        + script.lines;
  }

  private static String patterns(List<String> words) {
    return words.stream().map(FishScript::quoted).collect(Collectors.joining(" "));
  }

  private void add(String path, CommandLine line) {
    CommandSpec command = line.getCommandSpec();
    lines.append('\n');
    for (OptionSpec option : command.options()) {
      addOption(path, option);
    }
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      List<String> choices = Syntax.choices(parameter);
      if (!choices.isEmpty()) {
        complete(path, "-a " + quoted(String.join(" ", choices)), Syntax.summary(parameter));
      } else if (isFile(parameter)) {
        complete(path, "-F", "");
      }
    }
    for (Map.Entry<String, CommandLine> below : line.getSubcommands().entrySet()) {
      String word = below.getKey();
      commands.add(path + ' ' + word);
      complete(path, "-a " + word, Syntax.summary(below.getValue().getCommandSpec()));
    }
    line.getSubcommands().forEach((word, below) -> add(path + ' ' + word, below));
  }

  private void addOption(String path, OptionSpec option) {
    String names =
        Stream.of(option.names())
            .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.charAt(1))
            .collect(Collectors.joining(" "));
    if (Syntax.hasValue(option)) {
      Stream.of(option.names()).forEach(name -> optionsWithValue.add(path + ' ' + name));
      List<String> choices = Syntax.choices(option);
      if (!choices.isEmpty()) {
        names += " -x -a " + quoted(String.join(" ", choices));
      } else {
        names += isFile(option) ? " -r -F" : " -x";
      }
    }
    complete(path, names, Syntax.summary(option));
  }

  private void complete(String path, String what, String description) {
    lines.append(
        "complete -c %s -n %s %s".formatted(program, quoted("__" + program + "_at " + path), what));
    if (!description.isEmpty()) {
      lines.append(" -d ").append(quoted(description));
    }
    lines.append('\n');
  }

  private static boolean isFile(ArgSpec arg) {
    Class<?> type =
        arg.typeInfo().isMultiValue()
            ? arg.typeInfo().getAuxiliaryTypes()[0]
            : arg.typeInfo().getType();
    return type == Path.class;
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
