package dev.baton.cli.dashboard;

import dev.baton.UsageException;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.web.ListenOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where the dashboard of a run is served. */
public final class DashboardOptions {

  public static final List<String> NAMES = List.of("--dashboard", "--dashboard-host");

  private static final ListenOptions LISTEN =
      new ListenOptions("the dashboard", "--dashboard", "--dashboard-host");

  @Option(
      names = "--dashboard",
      paramLabel = "PORT",
      arity = "0..1",
      fallbackValue = "0",
      description =
          "Show what happens on a page, live, while this command runs; the address to open, with"
              + " its token, is printed at the start (default port: a free one).")
  private @Nullable Integer port;

  @Option(
      names = "--dashboard-host",
      paramLabel = "ADDRESS",
      description =
          "Serve the page at another address of this machine, or at all with 0.0.0.0; what travels"
              + " is not encrypted (default: 127.0.0.1).")
  private @Nullable String host;

  /**
   * Serves the dashboard of a run, and says where, if the user asked for it.
   *
   * @param title the job
   * @param pool the name of the pool
   * @param replayWhere options that say where its tasks in quarantine are; null if they are nowhere
   * @return null if the user did not ask
   * @throws UsageException naming the option that makes no sense
   * @throws dev.baton.EnvironmentException if the address cannot be used
   */
  public @Nullable RunDashboard serve(
      String title, String pool, @Nullable List<String> replayWhere, Console console) {
    if (port == null) {
      if (host != null) {
        throw new UsageException("--dashboard-host needs --dashboard.");
      }
      return null;
    }
    ServedDashboard.Place place = new ServedDashboard.Place(LISTEN, port, host);
    return RunDashboard.serve(title, pool, replayWhere, place, console);
  }

  /** What was typed, as arguments. */
  public List<String> asArguments() {
    return LISTEN.asArguments(port, host);
  }
}
