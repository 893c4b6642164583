package dev.baton.cli.completion;

import dev.baton.cli.command.Syntax;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The commands as generators of scripts want them: with the words that each option takes. */
final class CompletionModel {

  private CompletionModel() {}

  /** A copy of a command and of those below it. */
  static CommandLine of(CommandLine command) {
    CommandSpec source = command.getCommandSpec();
    CommandSpec copy = CommandSpec.create().name(source.name());
    copy.usageMessage().header(Syntax.summary(source));
    source.options().stream()
        .filter(option -> !option.hidden())
        .forEach(
            option ->
                copy.addOption(
                    OptionSpec.builder(option).completionCandidates(candidates(option)).build()));
    source.positionalParameters().stream()
        .filter(parameter -> !parameter.hidden())
        .forEach(
            parameter ->
                copy.addPositional(
                    PositionalParamSpec.builder(parameter)
                        .completionCandidates(candidates(parameter))
                        .build()));
    CommandLine line = new CommandLine(copy);
    command.getSubcommands().forEach((word, below) -> line.addSubcommand(word, of(below)));
    return line;
  }

  private static @Nullable Iterable<String> candidates(ArgSpec arg) {
    List<String> choices = Syntax.choices(arg);
    return choices.isEmpty() ? null : choices;
  }
}
