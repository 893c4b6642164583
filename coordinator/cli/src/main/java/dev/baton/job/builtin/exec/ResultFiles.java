package dev.baton.job.builtin.exec;

import dev.baton.UsageException;
import dev.baton.config.FileProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Three files for each command: what it wrote to each output, and its number. */
final class ResultFiles implements Results {

  /** What Linux takes, in bytes. */
  private static final int LONGEST_PATH = 4_095;

  private final ResultNames names;
  private final ExecPlan plan;

  ResultFiles(ResultNames names, ExecPlan plan) {
    this.names = names;
    this.plan = plan;
  }

  @Override
  public boolean isInsteadOfOutput() {
    return false;
  }

  @Override
  public void prepare() {
    requirePlaces();
    makeFolder(names.root());
  }

  /** Rather no command than one whose output overwrites another's. */
  private void requirePlaces() {
    Set<String> taken = new HashSet<>();
    for (long number = 1; number <= plan.inputs().count(); number++) {
      String place = names.place(plan.input(number));
      ResultNames.Files files = files(place, number);
      if (files.err().toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
        throw new UsageException(
            "--results: the path for command %,d would be too long.".formatted(number));
      }
      for (String file : names.isFolder() ? List.of(place) : names.siblings(place)) {
        if (!taken.add(file)) {
          throw new UsageException(
              "--results: command %,d would overwrite %s of a command before it. Have its number in the name, as in --results 'out/{#}/'."
                  .formatted(number, names.root().resolve(file)));
        }
      }
    }
  }

  private ResultNames.Files files(String place, long number) {
    try {
      return names.files(place);
    } catch (InvalidPathException e) {
      throw new UsageException(
          "--results: no file can be named after the values of command %,d in this locale (%s). Set LC_ALL=C.UTF-8, or use {#} as the name."
              .formatted(number, e.getReason()),
          e);
    }
  }

  @Override
  public void add(CommandInput input, CommandResult result, String host, String command) {
    ResultNames.Files files = names.files(names.place(input.asTyped()));
    makeFolder(files.out().resolveSibling(""));
    write(files.out(), result.out());
    write(files.err(), result.err());
    write(files.seq(), Long.toString(input.number()).getBytes(StandardCharsets.US_ASCII));
  }

  private static void makeFolder(Path folder) {
    try {
      var _ = Files.createDirectories(folder);
    } catch (IOException e) {
      throw FileProblem.cannotWrite(folder, e);
    }
  }

  private static void write(Path file, byte[] bytes) {
    try {
      var _ = Files.write(file, bytes);
    } catch (IOException e) {
      throw FileProblem.cannotWrite(file, e);
    }
  }

  @Override
  public void close() {}
}
