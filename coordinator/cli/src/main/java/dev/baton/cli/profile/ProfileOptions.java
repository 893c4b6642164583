package dev.baton.cli.profile;

import dev.baton.UsageException;
import dev.baton.cli.terminal.OutputFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where the profile of a run goes. */
public final class ProfileOptions {

  private static final String RECORDING = "--profile";
  private static final String FLAME_GRAPH = "--flame-graph";

  /** In the order of the help. */
  public static final List<String> NAMES = List.of(RECORDING, FLAME_GRAPH);

  @Option(
      names = RECORDING,
      paramLabel = "FILE",
      description =
          "Have the JVMs of the workers record where their time goes, with the tasks as events, and"
              + " write it as a JFR file, which 'jfr' and JDK Mission Control read.")
  private @Nullable Path recording;

  @Option(
      names = FLAME_GRAPH,
      paramLabel = "FILE",
      description = "Also draw the profile as a flame graph: a page for a browser.")
  private @Nullable Path flameGraph;

  /**
   * What is to be written, seen to be writable before the job starts.
   *
   * @throws UsageException if it could not be written, or makes no sense
   */
  public ProfileFiles files() {
    if (flameGraph != null && recording == null) {
      throw new UsageException(
          FLAME_GRAPH + " is drawn from the profile: add " + RECORDING + " FILE.jfr.");
    }
    if (recording != null) {
      OutputFile.requireWritable(recording, RECORDING);
    }
    if (flameGraph != null) {
      OutputFile.requireWritable(flameGraph, FLAME_GRAPH);
    }
    return new ProfileFiles(Optional.ofNullable(recording), Optional.ofNullable(flameGraph));
  }

  /** What was typed, as arguments that mean the same in every folder. */
  public List<String> asArguments() {
    List<String> arguments = new ArrayList<>();
    if (recording != null) {
      arguments.add(OutputFile.argument(RECORDING, recording));
    }
    if (flameGraph != null) {
      arguments.add(OutputFile.argument(FLAME_GRAPH, flameGraph));
    }
    return arguments;
  }
}
