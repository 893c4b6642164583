package dev.baton.agent.spawn;

import dev.baton.Attach;
import dev.baton.EnvironmentException;
import dev.baton.agent.crash.CrashFiles;
import dev.baton.config.PoolSettings;
import dev.baton.config.Settings;
import dev.baton.config.WorkerSettings;
import dev.baton.process.ChildProcess;
import dev.baton.process.ClassPathParts;
import dev.baton.process.ProgramJars;
import dev.baton.process.StartCache;
import dev.baton.standby.StandbyClient;
import dev.baton.standby.WorkerJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The standby workers of this user, for an agent that needs some. Confined to the agent's thread.
 */
final class StandbyWorkers {

  private static final String WHAT_TO_DO =
      "No standby workers run on this machine: start them with 'baton up', or leave attach out.";

  private final Settings settings;
  private final WorkerCommandLine commandLine;
  private final CrashFiles crashFiles;
  private final Orphans orphans;
  private final Consumer<String> notices;

  /** Null if there is no server, or none that could be used. */
  private @Nullable StandbyClient server;

  private List<Path> missing = List.of();
  private boolean looked;
  private boolean said;

  /**
   * A worker taken from standby.
   *
   * @param classPath the entries that it must add to its own class path
   */
  record Taken(ChildProcess child, List<Path> classPath) {}

  /**
   * Does not look for a server yet.
   *
   * @param commandLine the command that the agent would start instead
   * @param notices told why none is taken, if the settings require some
   * @throws EnvironmentException if the settings require some and no standby server runs
   */
  StandbyWorkers(
      Settings settings,
      WorkerCommandLine commandLine,
      CrashFiles crashFiles,
      Orphans orphans,
      Consumer<String> notices) {
    this.settings = settings;
    this.commandLine = commandLine;
    this.crashFiles = crashFiles;
    this.orphans = orphans;
    this.notices = notices;
    if (isWanted(Attach.ALWAYS) && StandbyClient.find() == null) {
      throw new EnvironmentException(WHAT_TO_DO);
    }
  }

  /** Takes a worker that fits; null if there is none. */
  @Nullable Taken take(Consumer<String> output) {
    if (isWanted(Attach.NEVER) || StartCache.isTraining()) {
      return null; // a training run must load its classes itself
    }
    try {
      if (!looked) {
        looked = true;
        server = look();
      }
      if (server == null) {
        return null;
      }
      StandbyClient.@Nullable Taken taken = server.take();
      if (taken != null) {
        return adopt(taken, output);
      }
      sayWhy("none of them is free");
    } catch (IOException e) {
      server = null;
      sayWhy(String.valueOf(e.getMessage()));
    }
    return null;
  }

  private Taken adopt(StandbyClient.Taken taken, Consumer<String> output) {
    orphans.add(taken.mark());
    crashFiles.add(taken.process().pid(), taken.crashFile());
    ChildProcess child = ChildProcess.of("worker", taken.process(), output);
    var _ = child.onExit().thenRunAsync(() -> Orphans.endThoseOf(taken.mark()));
    return new Taken(child, missing);
  }

  /** The server, if its workers can do what workers started here would do. */
  private @Nullable StandbyClient look() throws IOException {
    @Nullable StandbyClient found = StandbyClient.find();
    if (found == null) {
      return null;
    }
    @Nullable WorkerJvm jvm = found.jvm();
    if (jvm == null) {
      sayWhy("they are being started");
      return null;
    }
    ClassPathParts classPath =
        ClassPathParts.of(
            settings.get(WorkerSettings.CLASS_PATH),
            ProgramJars.files(settings.get(WorkerSettings.JARS)));
    @Nullable String obstacle = obstacle(jvm, classPath);
    if (obstacle != null) {
      sayWhy(obstacle);
      return null;
    }
    missing = jvm.missing(classPath);
    return found;
  }

  private @Nullable String obstacle(WorkerJvm jvm, ClassPathParts classPath) throws IOException {
    if (settings.get(WorkerSettings.PIN)) {
      return "they are not pinned";
    }
    if (classPath.own().isEmpty()) {
      return "Baton is not in jars of its own in the program's class path";
    }
    if (classPath.others().stream().anyMatch(entry -> entry.toString().contains("\n"))) {
      return "a name in the program's class path has several lines";
    }
    return jvm.whyNot(commandLine.jvm(classPath.own()));
  }

  private void sayWhy(String reason) {
    if (isWanted(Attach.ALWAYS) && !said) {
      said = true;
      notices.accept("Standby workers are not taken, the pool starts its own: " + reason + ".");
    }
  }

  private boolean isWanted(Attach attach) {
    return settings.get(PoolSettings.ATTACH) == attach;
  }
}
