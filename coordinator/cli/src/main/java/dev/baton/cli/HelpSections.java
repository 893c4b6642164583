package dev.baton.cli;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Prints a command's options in named groups, its own first. */
final class HelpSections {

  /**
   * A group of options.
   *
   * @param heading the line above
   * @param options one name of each, in the order of the help
   */
  record Section(String heading, List<String> options) {
    Section(String heading, String... options) {
      this(heading, Arrays.asList(options));
    }
  }

  private HelpSections() {}

  /**
   * Has the help of {@code line} print {@code sections} after the options that are in none of them.
   *
   * @param ownHeading the line above those
   */
  static void apply(CommandLine line, String ownHeading, List<Section> sections) {
    line.getHelpSectionMap()
        .put(
            UsageMessageSpec.SECTION_KEY_OPTION_LIST,
            help -> {
              Set<OptionSpec> named = new HashSet<>();
              StringBuilder text = new StringBuilder();
              for (Section section : sections) {
                List<OptionSpec> options =
                    section.options().stream()
                        .map(name -> line.getCommandSpec().findOption(name))
                        .toList();
                named.addAll(options);
                text.append(render(help, section.heading(), options));
              }
              List<OptionSpec> own =
                  line.getCommandSpec().options().stream()
                      .filter(option -> !named.contains(option) && !option.hidden())
                      .toList();
              return (own.isEmpty() ? "" : render(help, ownHeading, own)) + text;
            });
  }

  private static String render(Help help, String heading, List<OptionSpec> options) {
    Layout layout = help.createDefaultLayout();
    layout.addOptions(options, help.parameterLabelRenderer());
    String title = help.colorScheme().ansi().string("@|bold " + heading + "|@");
    return "\n" + title + "\n" + layout;
  }
}
