package dev.baton.cli.host;

import dev.baton.EnvironmentException;
import dev.baton.agent.setup.AgentConfig;
import dev.baton.agent.spawn.StandbyMain;
import dev.baton.cli.command.SettingOptions;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.config.Durations;
import dev.baton.config.PoolSettings;
import dev.baton.config.Settings;
import dev.baton.config.WorkerSettings;
import dev.baton.process.ChildProcess;
import dev.baton.process.JvmCommand;
import dev.baton.process.JvmFlags;
import dev.baton.standby.StandbyClient;
import dev.baton.standby.StandbyStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code baton up}: starts standby workers, which stay. */
@Command(
    description = {
      "Starts worker processes that wait, warm, for 'baton run' and for programs that attach: their"
          + " first result then comes in a fraction of the time.",
      "They are for you alone, on this machine. Each serves one run or program and then ends;"
          + " another takes its place."
    },
    footer = {
      "%nTheir tasks run in the folder and the environment in which 'baton up' was called.",
      "'baton down' ends them."
    })
public final class UpCommand implements Callable<Integer> {

  /** Beyond what the server allows its workers. */
  private static final Duration START_MARGIN = Duration.ofSeconds(10);

  private final Console console;

  @Mixin
  private SettingOptions shape =
      new SettingOptions(List.of(WorkerSettings.WORKERS, WorkerSettings.HEAP));

  @Option(
      names = "--jvm-option",
      paramLabel = "OPTION",
      description =
          "An option for the JVMs of the workers, such as -Xss4m; may be repeated. Programs that"
              + " give their workers the same can take these.")
  private List<String> jvmOptions = new ArrayList<>();

  @Option(
      names = "--idle-timeout",
      paramLabel = "TIME",
      defaultValue = "30m",
      description =
          "End the workers after they have been unused this long (default: ${DEFAULT-VALUE}).")
  private Duration idleTimeout = WorkerSettings.STANDBY_IDLE_TIMEOUT.initial();

  public UpCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    AgentConfig config =
        new AgentConfig(
            Settings.DEFAULT
                .with(shape.settings())
                .with(WorkerSettings.JVM_OPTIONS, jvmOptions)
                .with(WorkerSettings.STANDBY_IDLE_TIMEOUT, idleTimeout));
    @Nullable StandbyClient running = StandbyClient.find();
    if (running == null) {
      start(config);
    } else {
      compare(status(running), config);
    }
    return ExitCode.DONE;
  }

  private static StandbyStatus status(StandbyClient running) {
    try {
      return running.status();
    } catch (IOException e) {
      throw new EnvironmentException(
          "Standby workers run already, but their server (process %d) is of no use: %s. End it first: baton down."
              .formatted(running.pid(), e.getMessage()),
          e);
    }
  }

  private void start(AgentConfig config) {
    JvmCommand command =
        JvmCommand.builder(StandbyMain.class.getName())
            .flags(JvmFlags.standby())
            .role("agent")
            .build();
    ChildProcess server = ChildProcess.start("standby server", command, console.err()::println);
    try {
      server.writeBlock(config.toBlock());
      var _ = server.awaitReady(config.get(PoolSettings.START_TIMEOUT).plus(START_MARGIN));
    } catch (EnvironmentException e) {
      server.close();
      throw e;
    }
    console
        .err()
        .println(
            "baton: %s ready (process %d); %s without use or 'baton down' ends %s"
                .formatted(
                    count(config.workers()),
                    server.pid(),
                    Durations.format(config.get(WorkerSettings.STANDBY_IDLE_TIMEOUT)),
                    config.workers() == 1 ? "it" : "them"));
  }

  private void compare(StandbyStatus running, AgentConfig wished) {
    Settings there = running.settings();
    for (var setting :
        List.of(
            WorkerSettings.WORKERS,
            WorkerSettings.HEAP,
            WorkerSettings.JVM_OPTIONS,
            WorkerSettings.STANDBY_IDLE_TIMEOUT)) {
      if (!there.get(setting).equals(wished.get(setting))) {
        throw new EnvironmentException(
            "Standby workers run already (process %d), with another %s: %s. End them first: baton down."
                .formatted(running.pid(), setting.name(), there.get(setting)));
      }
    }
    console
        .err()
        .println(
            "baton: %s run already (process %d), %d of them free"
                .formatted(count(wished.workers()), running.pid(), running.free()));
  }

  private static String count(int workers) {
    return workers + (workers == 1 ? " standby worker" : " standby workers");
  }
}
