package dev.baton.job.builtin.exec;

import dev.baton.JobFile;
import dev.baton.TaskContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds files that travel with a command, on the host where it runs. Stateless. */
final class ShippedFiles {

  private ShippedFiles() {}

  /** The path on this host; empty if the value is no such file, or has the same path here. */
  static Optional<String> find(String value, List<JobFile> files) {
    String path = Path.of(value).toAbsolutePath().normalize().toString();
    return files.stream()
        .filter(file -> file.path().equals(path))
        .findFirst()
        .map(file -> TaskContext.current().locate(file).toString())
        .filter(found -> !found.equals(path));
  }
}
