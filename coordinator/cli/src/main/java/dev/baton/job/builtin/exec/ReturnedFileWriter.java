package dev.baton.job.builtin.exec;

import dev.baton.UsageException;
import dev.baton.config.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts files that come back under the names that they had. For one thread. */
final class ReturnedFileWriter {

  private final ExecPlan plan;

  ReturnedFileWriter(ExecPlan plan) {
    this.plan = plan;
  }

  /**
   * Rather no command than one whose file overwrites another's.
   *
   * @throws UsageException naming it
   */
  void prepare() {
    if (plan.returned().names().isEmpty()) {
      return;
    }
    Set<Path> taken = new HashSet<>();
    for (long number = 1; number <= plan.inputs().count(); number++) {
      for (String name : plan.returned().of(plan.input(number))) {
        if (!taken.add(place(name, number))) {
          throw new UsageException(
              "--return: command %,d would overwrite %s of a command before it. Have its number in the name, as in --return 'out-{#}'."
                  .formatted(number, name));
        }
      }
    }
  }

  private Path place(String name, long number) {
    try {
      return plan.directory().resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw new UsageException(
          "--return: no file can be named after the values of command %,d (%s)."
              .formatted(number, e.getReason()),
          e);
    }
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
      write(place(names.get(file.name()), input.number()), file.content());
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
