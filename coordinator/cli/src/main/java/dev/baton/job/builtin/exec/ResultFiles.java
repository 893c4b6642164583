package dev.baton.job.builtin.exec;

import dev.baton.UsageException;
import dev.baton.config.FileProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

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

  private void requirePlaces() {
    TakenNames taken = new TakenNames("--results", "out/{#}/");
    for (long number = 1; number <= plan.inputs().count(); number++) {
      String place = names.place(plan.input(number));
      ResultNames.Files files = files(place, number, taken);
      if (files.err().toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
        throw new UsageException(
            "--results: the path for command %,d would be too long.".formatted(number));
      }
      for (String file : names.isFolder() ? List.of(place) : names.siblings(place)) {
        taken.take(file, number, names.root().resolve(file));
      }
    }
  }

  private ResultNames.Files files(String place, long number, TakenNames taken) {
    try {
      return names.files(place);
    } catch (InvalidPathException e) {
      throw taken.impossible(number, e);
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
