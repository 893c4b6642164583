package dev.baton.cli.command;

import dev.baton.UsageException;
import dev.baton.cli.configuration.Configuration;
import dev.baton.cli.configuration.ConfiguredValue;
import dev.baton.config.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Gives the options of a command line that are not typed the values that are configured. */
public final class ConfiguredOptions {

  /**
   * What is configured for all commands says where a job to be resumed is; how it runs was decided
   * when it was started.
   */
  private static final String RESUME = "resume";

  private static final Set<String> WHERE_JOBS_ARE =
      Set.of("bootstrap", "kafka-config", "join-file", "pool", "topic-prefix", "data-dir");

  private final CommandLine line;
  private final Configuration configuration;
  private final String command;

  /** What does not count beside what was typed. */
  private final Set<String> ignored;

  private ConfiguredOptions(CommandLine line, Configuration configuration, List<String> arguments) {
    this.line = line;
    this.configuration = configuration;
    this.command = line.getCommandName().replaceFirst("^baton ", "");
    this.ignored = PlaceToRun.ignored(command, arguments);
  }

  /**
   * Parses arguments; what is configured counts where nothing was typed.
   *
   * @return what was taken from the configuration, as arguments
   * @throws UsageException if something is configured for this command that it does not have
   */
  public static List<String> parse(CommandLine line, List<String> arguments) {
    Configuration configuration = Configuration.current();
    if (configuration.isEmpty()) {
      line.parseArgs(arguments.toArray(String[]::new));
      return List.of();
    }
    return new ConfiguredOptions(line, configuration, arguments).parse(arguments);
  }

  private List<String> parse(List<String> arguments) {
    checkOwn();
    line.setDefaultValueProvider(this::value);
    try {
      line.parseArgs(arguments.toArray(String[]::new));
    } finally {
      line.setDefaultValueProvider(null);
    }
    List<String> taken = new ArrayList<>();
    for (OptionSpec option : line.getCommandSpec().options()) {
      if (!line.getParseResult().hasMatchedOption(option)) {
        take(option, taken);
      }
    }
    return taken;
  }

  private void take(OptionSpec option, List<String> taken) {
    ConfiguredValue found = find(option);
    if (found == null) {
      return;
    }
    if (!option.typeInfo().isBoolean()) {
      taken.add(option.longestName() + "=" + found.text());
    } else if (flag(option, found)) {
      var _ = option.setValue(true);
      taken.add(option.longestName());
    }
  }

  private static boolean flag(OptionSpec option, ConfiguredValue value) {
    return switch (value.text()) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new UsageException(
              "%s: '%s' is not true or false (%s)."
                  .formatted(value.place(), value.text(), option.longestName()));
    };
  }

  /** Picocli takes a switch that is on by default and typed as well for off: not these. */
  private @Nullable String value(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || option.typeInfo().isBoolean()) {
      return null;
    }
    ConfiguredValue found = find(option);
    return found == null ? null : found.text();
  }

  private @Nullable ConfiguredValue find(OptionSpec option) {
    String name = name(option);
    if (ignored.contains(name)) {
      return null;
    }
    boolean isItsOwn =
        !command.equals(RESUME)
            || WHERE_JOBS_ARE.contains(name)
            || configuration.only(command).containsKey(name);
    return isItsOwn ? configuration.find(command, name) : null;
  }

  /** Those of jobs in somebody's jars could not be checked before. */
  private void checkOwn() {
    Set<String> names =
        line.getCommandSpec().options().stream()
            .map(ConfiguredOptions::name)
            .collect(Collectors.toSet());
    configuration
        .only(command)
        .forEach(
            (key, place) -> {
              if (!names.contains(key)) {
                throw new UsageException(
                    "%s: '%s' has no option '%s'.%s"
                        .formatted(
                            place, line.getCommandName(), key, Suggestion.question(key, names)));
              }
            });
  }

  private static String name(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }
}
