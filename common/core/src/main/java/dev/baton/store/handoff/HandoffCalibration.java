package dev.baton.store.handoff;

import dev.baton.EnvironmentException;
import dev.baton.config.StateHome;
import dev.baton.store.StoreDirectory;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Properties;

/**
 * From which size on handing over by reference pays on a machine, as it was measured there, and the
 * file that keeps it. Immutable.
 *
 * @param autoFromBytes the encoded size, within {@link #LEAST_BYTES} and {@link #MOST_BYTES}
 * @param machine the {@link MachineModel#ofThisMachine()} it was measured on
 * @param measuredAt when
 * @param version of the Baton that measured; of interest to people only
 */
public record HandoffCalibration(
    long autoFromBytes, String machine, Instant measuredAt, String version) {

  /** A blob takes a block of so much at least: below, the store would be filled by crumbs. */
  public static final long LEAST_BYTES = 4 << 10;

  /** Above, records would crowd a broker whose inboxes keep 256 MiB, whatever they cost. */
  public static final long MOST_BYTES = 4 << 20;

  /** What another number says is not known here. */
  private static final String FORMAT = "1";

  /** Keeps the threshold within its bounds. */
  public HandoffCalibration {
    autoFromBytes = Math.clamp(autoFromBytes, LEAST_BYTES, MOST_BYTES);
  }

  /** What reading the file came to. */
  public sealed interface Reading {

    /** There is a calibration of this machine. */
    record Found(HandoffCalibration calibration) implements Reading {}

    /** Nobody has measured. */
    record Missing() implements Reading {}

    /**
     * There is a file that is no use.
     *
     * @param why a sentence that names the file and says what to do
     */
    record Unusable(String why) implements Reading {}
  }

  /** Where this user's calibration lies. */
  public static Path file() {
    return StateHome.ofThisUser().resolve("handoff.properties");
  }

  /**
   * Reads a calibration.
   *
   * @param machine what this machine is
   */
  public static Reading read(Path file, String machine) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    } catch (NoSuchFileException e) {
      return new Reading.Missing();
    } catch (IOException | IllegalArgumentException e) {
      return unusable(file, "cannot be read (" + e + ")");
    }
    String format = properties.getProperty("format", "");
    if (!format.equals(FORMAT)) {
      return unusable(file, "has format '" + format + "', and this Baton reads " + FORMAT);
    }
    String measured = properties.getProperty("machine", "");
    if (!measured.equals(machine)) {
      return unusable(file, "was measured on another machine (" + measured + ")");
    }
    try {
      return new Reading.Found(
          new HandoffCalibration(
              Long.parseLong(properties.getProperty("autoFromBytes", "")),
              machine,
              Instant.parse(properties.getProperty("measuredAt", "")),
              properties.getProperty("version", "")));
    } catch (NumberFormatException | DateTimeException e) {
      return unusable(file, "is damaged (" + e.getMessage() + ")");
    }
  }

  private static Reading unusable(Path file, String why) {
    return new Reading.Unusable(
        "The calibration in %s %s, so it is ignored. Run 'baton measure handoff', or remove it."
            .formatted(file, why));
  }

  /**
   * Writes the file in one step, for this user only: whoever reads it sees all of it or what was
   * there before.
   *
   * @throws EnvironmentException naming the file
   */
  public void write(Path file) {
    Path draft =
        file.resolveSibling("." + file.getFileName() + '.' + ProcessHandle.current().pid());
    Properties properties = new Properties();
    properties.setProperty("format", FORMAT);
    properties.setProperty("autoFromBytes", Long.toString(autoFromBytes));
    properties.setProperty("machine", machine);
    properties.setProperty("measuredAt", measuredAt.truncatedTo(ChronoUnit.SECONDS).toString());
    properties.setProperty("version", version);
    try {
      Files.createDirectories(file.resolveSibling(""), StoreDirectory.PRIVATE_DIRECTORY);
      try {
        Files.deleteIfExists(draft); // of a process that was killed and had our number
        StoreDirectory.createPrivateFile(draft);
        try (Writer out = Files.newBufferedWriter(draft)) {
          properties.store(out, "Written by 'baton measure handoff'; may be removed.");
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "Cannot write the calibration " + file + ": " + e.getMessage(), e);
    }
  }
}
