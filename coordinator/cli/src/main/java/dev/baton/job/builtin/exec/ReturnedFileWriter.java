package dev.baton.job.builtin.exec;

import dev.baton.config.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Puts files that come back under the names that they had. For one thread. */
final class ReturnedFileWriter {

  private final ExecPlan plan;

  ReturnedFileWriter(ExecPlan plan) {
    this.plan = plan;
  }

  /**
   * Sees to it, before any command runs, that each file has its place.
   *
   * @throws dev.baton.UsageException if one would overwrite another
   */
  void prepare() {
    if (plan.returned().names().isEmpty()) {
      return;
    }
    TakenNames taken = new TakenNames("--return", "out-{#}");
    for (long number = 1; number <= plan.inputs().count(); number++) {
      for (String name : plan.returned().of(plan.input(number))) {
        try {
          taken.take(place(name).toString(), number, name);
        } catch (InvalidPathException e) {
          throw taken.impossible(number, e);
        }
      }
    }
  }

  private Path place(String name) {
    return plan.directory().resolve(name).normalize();
  }

  /**
   * Writes the files of a command.
   *
   * @throws dev.baton.EnvironmentException naming the file, if it cannot be written
   */
  void add(CommandInput input, CommandResult result) {
    if (result.files().isEmpty()) {
      return;
    }
    List<String> names = plan.returned().of(input);
    for (ReturnedFile file : result.files()) {
      write(place(names.get(file.name())), file.content());
    }
  }

  private static void write(Path file, byte[] content) {
    try {
      Path folder = file.getParent();
      if (folder != null) {
        var _ = Files.createDirectories(folder);
      }
      var _ = Files.write(file, content);
    } catch (IOException e) {
      throw FileProblem.cannotWrite(file, e);
    }
  }
}
