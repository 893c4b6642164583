package dev.baton.cli.manual;

import dev.baton.cli.command.Syntax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of one command. */
final class ManualPage {

  private static final List<Map.Entry<String, String>> EXIT_CODES =
      List.of(
          Map.entry("0", "Done."),
          Map.entry("1", "The job failed."),
          Map.entry("2", "Wrong usage."),
          Map.entry("3", "Environment: no broker, no room, wrong JDK."),
          Map.entry("130, 143, 129", "Interrupted by Ctrl-C, SIGTERM, SIGHUP."),
          Map.entry("141", "The reader of the output has gone."));

  private final CommandLine line;
  private final CommandSpec command;
  private final @Nullable CommandSpec parent;
  private final Roff roff = new Roff();

  ManualPage(CommandLine line) {
    this.line = line;
    this.command = line.getCommandSpec();
    this.parent = command.parent();
  }

  /** The name of the page, such as {@code baton-run}. */
  static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  String text(String version, String date) {
    String name = name(command);
    roff.title(name.toUpperCase(Locale.ROOT), date, "Baton " + version, "Baton");
    roff.section("NAME").line(Roff.escaped(name + " - " + Syntax.summary(command)));
    roff.section("SYNOPSIS").line(Roff.bold(new Help(command, Ansi.OFF).synopsis(0).strip()));
    roff.section("DESCRIPTION");
    String[] description = command.usageMessage().description();
    Stream.of(description.length == 0 ? new String[] {Syntax.summary(command) + "."} : description)
        .forEach(words -> roff.paragraph(Syntax.plain(words).strip()));
    subcommands();
    parameters();
    options();
    notes();
    roff.section("EXIT STATUS");
    EXIT_CODES.forEach(code -> roff.item(Roff.bold(code.getKey()), code.getValue()));
    if (parent != null) {
      roff.section("SEE ALSO").line(reference(parent));
    }
    return roff.toString();
  }

  private void subcommands() {
    if (line.getSubcommands().isEmpty()) {
      return;
    }
    roff.section(
        Syntax.plain(command.usageMessage().commandListHeading()).strip().toUpperCase(Locale.ROOT));
    line.getSubcommands()
        .values()
        .forEach(
            below ->
                roff.item(
                    reference(below.getCommandSpec()),
                    Syntax.summary(below.getCommandSpec()) + "."));
  }

  private void parameters() {
    List<PositionalParamSpec> parameters =
        command.positionalParameters().stream().filter(each -> !each.hidden()).toList();
    if (parameters.isEmpty()) {
      return;
    }
    roff.section("ARGUMENTS");
    parameters.forEach(each -> roff.item(Roff.italic(each.paramLabel()), Syntax.description(each)));
  }

  private void options() {
    Set<String> inherited = inherited();
    List<OptionSpec> ungrouped =
        shown(command.options(), inherited).stream()
            .filter(option -> option.group() == null)
            .toList();
    if (shown(command.options(), inherited).isEmpty() && inherited.isEmpty()) {
      return;
    }
    roff.section("OPTIONS");
    ungrouped.forEach(this::option);
    for (ArgGroupSpec group : command.argGroups()) {
      List<OptionSpec> options = shown(group.allOptionsNested(), inherited);
      if (!options.isEmpty()) {
        roff.subsection(Syntax.plain(String.valueOf(group.heading())).strip());
        options.forEach(this::option);
      }
    }
    if (!inherited.isEmpty() && parent != null) {
      roff.escapedParagraph("The options of " + reference(parent) + " can be given, too.");
    }
  }

  /** What the page of the parent has already: a job takes all options of its command. */
  private Set<String> inherited() {
    if (parent == null) {
      return Set.of();
    }
    Set<String> both =
        parent.options().stream()
            .map(OptionSpec::longestName)
            .filter(name -> command.findOption(name) != null)
            .collect(Collectors.toSet());
    return both.equals(Set.of("--help")) ? Set.of() : both;
  }

  private static List<OptionSpec> shown(List<OptionSpec> options, Set<String> inherited) {
    return options.stream()
        .filter(option -> !option.hidden() && !inherited.contains(option.longestName()))
        .toList();
  }

  private void option(OptionSpec option) {
    String names = Arrays.stream(option.names()).map(Roff::bold).collect(Collectors.joining(", "));
    roff.item(
        names + (Syntax.hasValue(option) ? "=" + Roff.italic(option.paramLabel()) : ""),
        Syntax.description(option));
  }

  /** What the help says at its end; indented lines stay lines. */
  private void notes() {
    List<String> lines =
        Stream.of(command.usageMessage().footer())
            .flatMap(words -> Syntax.plain(words).lines())
            .filter(words -> !words.isBlank())
            .toList();
    if (lines.isEmpty()) {
      return;
    }
    roff.section("NOTES");
    List<String> block = new ArrayList<>();
    for (String words : lines) {
      if (words.startsWith("  ")) {
        block.add(words);
      } else {
        flush(block);
        roff.paragraph(words.strip());
      }
    }
    flush(block);
  }

  private void flush(List<String> block) {
    if (!block.isEmpty()) {
      roff.verbatim(block);
      block.clear();
    }
  }

  private static String reference(CommandSpec command) {
    return Roff.bold(name(command)) + "(1)";
  }
}
