package dev.baton.cli;

import dev.baton.UsageException;
import dev.baton.config.DataSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which worker processes this machine gets. */
final class WorkerOptions {

  private static final long SMALLEST_HEAP = 16L << 20;
  private static final long SMALLEST_STORE = 1L << 20;
  private static final int MOST_WORKERS = 1024;
  private static final int MOST_SLOTS = 100_000;

  @Option(
      names = {"-w", "--workers"},
      paramLabel = "auto|N",
      defaultValue = "auto",
      description =
          "Worker processes; 'auto' is one for each core that this process may use (default:"
              + " ${DEFAULT-VALUE}).")
  private String workers = "auto";

  @Option(
      names = "--slots",
      paramLabel = "N",
      description =
          "Tasks that one worker runs at a time; more than 1 (on virtual threads) suits work that"
              + " waits.")
  private @Nullable Integer slots;

  @Option(names = "--heap", paramLabel = "SIZE", description = "Heap of each worker, such as 256m.")
  private @Nullable DataSize heap;

  @Option(names = "--pin", description = "Tie each worker to one core (Linux, with taskset).")
  private boolean pin;

  @Option(
      names = "--store",
      paramLabel = "SIZE",
      description =
          "Memory for data that is handed over by reference, such as 2g (default: a quarter of the"
              + " machine's).")
  private @Nullable DataSize store;

  @Option(
      names = "--checksums",
      description = "Check such data each time it is opened; that reads all of it.")
  private boolean checksums;

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "A jar with jobs or classes of yours, for the workers too; may be repeated.")
  private List<Path> jars = new ArrayList<>();

  /** How many workers; empty for as many as there are cores. */
  OptionalInt workers() {
    if (workers.equalsIgnoreCase("auto")) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(number("--workers", workers, MOST_WORKERS, "auto or "));
  }

  /** How many tasks a worker runs at a time, if the user said so. */
  OptionalInt slots() {
    return slots == null
        ? OptionalInt.empty()
        : OptionalInt.of(number("--slots", slots.toString(), MOST_SLOTS, ""));
  }

  /** The heap of a worker in bytes, if the user said so. */
  OptionalLong heapBytes() {
    if (heap == null) {
      return OptionalLong.empty();
    }
    if (heap.bytes() < SMALLEST_HEAP) {
      throw new UsageException("--heap " + heap + " is too small for a worker: give at least 16m.");
    }
    return OptionalLong.of(heap.bytes());
  }

  /** What may be taken for shared data, in bytes, if the user said so. */
  OptionalLong storeBytes() {
    if (store == null) {
      return OptionalLong.empty();
    }
    if (store.bytes() < SMALLEST_STORE) {
      throw new UsageException("--store " + store + " is too small: give at least 1m.");
    }
    return OptionalLong.of(store.bytes());
  }

  boolean checksums() {
    return checksums;
  }

  boolean pin() {
    return pin;
  }

  /** The user's jars, each seen to be a readable file. */
  List<Path> jars() {
    for (Path jar : jars) {
      checkJar(jar);
    }
    return List.copyOf(jars);
  }

  static void checkJar(Path jar) {
    if (!Files.exists(jar)) {
      throw new UsageException("There is no file " + jar + " (--jar).");
    }
    if (!Files.isRegularFile(jar) || !Files.isReadable(jar)) {
      throw new UsageException("Cannot read " + jar + " (--jar).");
    }
  }

  private static int number(String option, String text, int most, String orElse) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, as for a number out of range
    }
    throw new UsageException(
        "'" + text + "' for " + option + " is not " + orElse + "a number from 1 to " + most + ".");
  }
}
