package dev.baton.agent.spawn;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import dev.baton.agent.crash.CrashFiles;
import dev.baton.agent.setup.AgentConfig;
import dev.baton.agent.setup.CpuCount;
import dev.baton.codec.AllowList;
import dev.baton.config.PoolSettings;
import dev.baton.config.WorkerSettings;
import dev.baton.process.ClassPathParts;
import dev.baton.process.ParentLink;
import dev.baton.standby.StandbyClient;
import dev.baton.standby.StandbyServer;
import dev.baton.store.StoreDirectory;
import dev.baton.store.StoreLocations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The standby server. Its parent sends an {@link AgentConfig}. When the workers are warm the server
 * reports ready, and from then on it outlives its parent.
 */
public final class StandbyMain {

  private static final int CANNOT_START = 3;

  private StandbyMain() {}

  /** Runs until it is told to end, gets a SIGTERM, or was unused for a while. */
  public static void main(String[] args) {
    ParentLink link = ParentLink.open();
    try {
      AgentConfig config = AgentConfig.fromBlock(link.readBlock());
      System.setProperty(AllowList.PROPERTY, config.get(WorkerSettings.ALLOWED_CLASSES));
      run(config, link);
      ParentLink.halt(0);
    } catch (BatonException e) {
      link.error(e.getMessage() == null ? e.toString() : e.getMessage());
      ParentLink.halt(CANNOT_START);
    } catch (IOException e) {
      // The parent is gone; the link ends the process.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(AgentConfig config, ParentLink link)
      throws IOException, InterruptedException {
    List<Path> jars = ClassPathParts.ofThisProcess(List.of()).own();
    if (jars.isEmpty()) {
      throw new EnvironmentException(
          "Standby workers need Baton in jars of its own, as in a distribution.");
    }
    int sharers = Math.min(config.workers(), CpuCount.available());
    WorkerCommandLine commandLine = new WorkerCommandLine(config.settings(), sharers);
    try (StandbyServer server = start(config, commandLine, jars)) {
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().name("baton-standby-end").unstarted(server::close));
      server.awaitWarm(config.get(PoolSettings.START_TIMEOUT));
      server.open(commandLine.jvm(jars));
      link.detach();
      link.ready(Map.of());
      server.awaitIdle();
    }
  }

  private static StandbyServer start(
      AgentConfig config, WorkerCommandLine commandLine, List<Path> jars) {
    @Nullable StoreDirectory directory =
        StoreLocations.ofThisHost().createSole(StandbyClient.DIRECTORY);
    if (directory == null) {
      throw new EnvironmentException("Standby workers run already, or are being started.");
    }
    try {
      return StandbyServer.start(
          directory,
          config.workers(),
          config.get(WorkerSettings.STANDBY_IDLE_TIMEOUT),
          config.settings(),
          new StandbyLauncher(commandLine, jars, CrashFiles.ofThisUser()));
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }
}
