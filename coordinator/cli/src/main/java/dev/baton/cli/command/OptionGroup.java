package dev.baton.cli.command;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options that a command's help shows together. They come from several mixins, and from the table
 * of settings, so that no annotation of one class could group them.
 *
 * @param heading the line above
 * @param options one name of each, in the order of the help
 */
public record OptionGroup(String heading, List<String> options) {

  public OptionGroup(String heading, String... options) {
    this(heading, Arrays.asList(options));
  }

  /**
   * Groups the options of a command for its help; after its command line was parsed, as picocli
   * would let an option of a group be repeated.
   *
   * @param ownHeading the line above those that are in no group; they come first
   */
  public static void apply(CommandLine line, String ownHeading, List<OptionGroup> groups) {
    CommandSpec command = line.getCommandSpec();
    for (OptionGroup group : groups) {
      ArgGroupSpec.Builder grouped =
          ArgGroupSpec.builder()
              .heading(headingLine(group.heading))
              .exclusive(false)
              .validate(false)
              .order(groups.indexOf(group));
      for (String name : group.options) {
        OptionSpec option = command.findOption(name);
        var _ = command.remove(option);
        var _ = grouped.addArg(option);
      }
      var _ = command.addArgGroup(grouped.build());
    }
    if (command.options().stream().anyMatch(option -> option.group() == null && !option.hidden())) {
      var _ = command.usageMessage().optionListHeading(headingLine(ownHeading));
    }
  }

  private static String headingLine(String heading) {
    return "%n@|bold " + heading + "|@%n";
  }
}
