package dev.baton.job.builtin.exec;

import dev.baton.UsageException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --results} was given: a folder, a text with placeholders, or a table.
 *
 * @param typed as it was typed
 * @param base for a path that is not absolute
 */
public record ResultsPlace(String typed, Path base) {

  /** A table with this name goes to standard output. */
  private static final String STANDARD_OUTPUT = "-";

  /**
   * Checks what can be checked without the input.
   *
   * @throws UsageException if it is none of them
   */
  public ResultsPlace {
    if (typed.isEmpty()) {
      throw new UsageException("--results needs a folder, a text with placeholders, or a table.");
    }
    if (typed.endsWith(".json")) {
      throw new UsageException(
          "--results %s: a table ends with .csv or .tsv. JSON is what --usage-log writes."
              .formatted(typed));
    }
    try {
      var _ = base.resolve(typed);
    } catch (InvalidPathException e) {
      throw new UsageException("--results: '" + typed + "' is no name of a file.", e);
    }
  }

  /** What is to be written of the commands of a plan. */
  Results open(ExecPlan plan) {
    if (isTable()) {
      boolean isPrinted =
          typed.substring(0, typed.length() - ".csv".length()).equals(STANDARD_OUTPUT);
      @Nullable Path file = isPrinted ? null : base.resolve(typed);
      return new ResultTable(file, typed.endsWith(".csv") ? ',' : '\t', plan.inputs().width());
    }
    return new ResultFiles(ResultNames.of(typed, base, plan.inputs()), plan);
  }

  private boolean isTable() {
    return typed.endsWith(".csv") || typed.endsWith(".tsv");
  }
}
