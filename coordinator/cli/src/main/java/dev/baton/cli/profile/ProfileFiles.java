package dev.baton.cli.profile;

import dev.baton.EnvironmentException;
import dev.baton.cli.report.ReportSection;
import dev.baton.cli.terminal.OutputFile;
import dev.baton.config.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The files that a profile goes to. Thread-safe. */
public final class ProfileFiles {

  private static final String TITLE = "Where the time of the workers went";

  private final Optional<Path> recording;
  private final Optional<Path> flameGraph;
  private @Nullable FlameGraph read;

  /**
   * No file is there yet.
   *
   * @param recording in the format of the JDK's flight recorder; written by the pool
   * @param flameGraph a page, drawn from the recording
   */
  ProfileFiles(Optional<Path> recording, Optional<Path> flameGraph) {
    this.recording = recording;
    this.flameGraph = flameGraph;
  }

  /** Where the pool is to write the recording. */
  public Optional<Path> recording() {
    return recording;
  }

  /**
   * Draws the flame graph, if one is wanted and there is a recording.
   *
   * @param notices told if it cannot be drawn; the job has its result all the same
   */
  public void draw(Consumer<String> notices) {
    if (flameGraph.isEmpty()) {
      return;
    }
    try {
      Optional<FlameGraph> graph = graph(notices);
      if (graph.isPresent()) {
        OutputFile.write(flameGraph.get(), "flame graph", FlameGraphPage.of(graph.get()));
      }
    } catch (EnvironmentException e) {
      notices.accept(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The flame graph as a section of a run's report, if there is a recording.
   *
   * @param notices told if it cannot be drawn
   */
  public List<ReportSection> sections(Consumer<String> notices) {
    return graph(notices)
        .map(graph -> new ReportSection("profile", TITLE, FlameGraphFragment.of(graph)))
        .stream()
        .toList();
  }

  /** The recording is read once, when it is there. */
  private synchronized Optional<FlameGraph> graph(Consumer<String> notices) {
    if (read != null || recording.isEmpty() || !Files.exists(recording.get())) {
      return Optional.ofNullable(read);
    }
    try {
      read = FlameGraph.read(recording.get());
      return Optional.of(read);
    } catch (IOException e) {
      notices.accept(
          "cannot draw the flame graph, as "
              + recording.get()
              + " cannot be read: "
              + FileProblem.of(e)
              + ".");
      return Optional.empty();
    }
  }
}
