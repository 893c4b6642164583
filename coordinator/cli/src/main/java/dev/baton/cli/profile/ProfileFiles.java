package dev.baton.cli.profile;

import dev.baton.EnvironmentException;
import dev.baton.cli.terminal.OutputFile;
import dev.baton.config.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The files that a profile goes to.
 *
 * @param recording in the format of the JDK's flight recorder; written by the pool
 * @param flameGraph a page, drawn from the recording
 */
public record ProfileFiles(Optional<Path> recording, Optional<Path> flameGraph) {

  /**
   * Draws the flame graph, if one is wanted and there is a recording.
   *
   * @param notices told if it cannot be drawn; the job has its result all the same
   */
  public void draw(Consumer<String> notices) {
    if (recording.isEmpty() || flameGraph.isEmpty() || !Files.exists(recording.get())) {
      return;
    }
    try {
      OutputFile.write(
          flameGraph.get(), "flame graph", FlameGraphPage.of(FlameGraph.read(recording.get())));
    } catch (IOException e) {
      notices.accept(
          "cannot draw the flame graph, as "
              + recording.get()
              + " cannot be read: "
              + FileProblem.of(e)
              + ".");
    } catch (EnvironmentException e) {
      notices.accept(String.valueOf(e.getMessage()));
    }
  }
}
