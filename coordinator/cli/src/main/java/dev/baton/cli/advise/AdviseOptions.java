package dev.baton.cli.advise;

import dev.baton.cli.command.OptionGroup;
import dev.baton.config.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code baton advise} itself. */
final class AdviseOptions {

  /** How the help groups these options. */
  static final List<OptionGroup> GROUPS =
      List.of(
          new OptionGroup(
              "How advice is found",
              "--check",
              "--check-limit",
              "--jar",
              "--json",
              "--verbose",
              "--help"));

  @Option(
      names = "--check",
      description =
          "Then run the job in the best way and in the best of another kind, and compare. Its"
              + " result is thrown away.")
  private boolean check;

  @Option(
      names = "--check-limit",
      paramLabel = "TIME",
      defaultValue = "60s",
      description =
          "How long each of these runs may take; a longer job is run in part (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration checkLimit = Durations.parse("60s");

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "A jar with your jobs or classes; may be repeated.")
  private List<Path> jars = new ArrayList<>();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also write the figures, predictions and advice to this file.")
  private @Nullable Path json;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show stack traces.")
  private boolean verbose;

  boolean check() {
    return check;
  }

  Duration checkLimit() {
    return checkLimit;
  }

  List<Path> jars() {
    return List.copyOf(jars);
  }

  boolean verbose() {
    return verbose;
  }

  /** Where to write what is found, if anywhere. */
  Optional<Path> json() {
    return Optional.ofNullable(json);
  }
}
