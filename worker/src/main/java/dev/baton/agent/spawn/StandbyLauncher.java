package dev.baton.agent.spawn;

import dev.baton.EnvironmentException;
import dev.baton.agent.crash.CrashFiles;
import dev.baton.process.JvmCommand;
import dev.baton.standby.StartedWorker;
import dev.baton.standby.WorkerLauncher;
import dev.baton.worker.WorkerMain;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Starts standby workers, with only Baton's jars on their class path. Thread-safe. */
final class StandbyLauncher implements WorkerLauncher {

  private final WorkerCommandLine commandLine;
  private final String classPath;
  private final CrashFiles crashFiles;
  private final Orphans orphans = new Orphans();
  private final RestartBackoff backoff = new RestartBackoff();
  private long started;

  StandbyLauncher(WorkerCommandLine commandLine, List<Path> jars, CrashFiles crashFiles) {
    this.commandLine = commandLine;
    this.crashFiles = crashFiles;
    this.classPath =
        jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  @Override
  public synchronized StartedWorker launch() {
    String mark = orphans.mark(++started);
    JvmCommand command =
        commandLine.command(crashFiles).classPath(classPath).argument(WorkerMain.STANDBY).build();
    ProcessBuilder builder = new ProcessBuilder(command.words());
    builder.environment().putAll(Orphans.environment(mark));
    try {
      Process process = builder.start();
      return new StartedWorker(process, mark, crashFiles.file(process.pid()));
    } catch (IOException e) {
      throw new EnvironmentException("A standby worker could not be started: " + e.getMessage(), e);
    }
  }

  @Override
  public Duration ended(StartedWorker worker, Duration age, boolean wasTaken) {
    Orphans.endThoseOf(worker.mark());
    synchronized (this) {
      return backoff.died(age, wasTaken);
    }
  }
}
