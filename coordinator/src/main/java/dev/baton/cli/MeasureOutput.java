package dev.baton.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where a measurement's figures go, besides the terminal. */
final class MeasureOutput {

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also write the figures there, as a list with an object for each case.")
  private @Nullable Path json;

  /** Where to write the figures as JSON, if anywhere. */
  @Nullable Path json() {
    return json;
  }
}
