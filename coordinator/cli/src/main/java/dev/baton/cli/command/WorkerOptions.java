package dev.baton.cli.command;

import dev.baton.UsageException;
import dev.baton.config.Settings;
import dev.baton.config.StoreSettings;
import dev.baton.config.WorkerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which worker processes this machine gets. */
public final class WorkerOptions {

  @Mixin
  private SettingOptions settings =
      new SettingOptions(
          Stream.of(WorkerSettings.SHAPE, StoreSettings.LIMITS).flatMap(List::stream).toList());

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "A jar with your jobs or classes, for the workers too; may be repeated.")
  private List<Path> jars = new ArrayList<>();

  /**
   * What was typed.
   *
   * @throws UsageException if a jar cannot be read
   */
  public Settings settings() {
    return settings.settings().with(WorkerSettings.JARS, jars());
  }

  /** The names of the options that were typed and ask for something, jars apart. */
  public List<String> given() {
    return settings.given();
  }

  /** The user's jars, each seen to be a readable file. */
  private List<Path> jars() {
    for (Path jar : jars) {
      checkJar(jar);
    }
    return List.copyOf(jars);
  }

  public static void checkJar(Path jar) {
    if (!Files.exists(jar)) {
      throw new UsageException("There is no file " + jar + " (--jar).");
    }
    if (!Files.isRegularFile(jar) || !Files.isReadable(jar)) {
      throw new UsageException("Cannot read " + jar + " (--jar).");
    }
  }
}
