package dev.baton.cli.metrics;

import dev.baton.EnvironmentException;
import dev.baton.UsageException;
import dev.baton.cli.command.OptionGroup;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.web.ListenOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where the figures of a process are served. */
public final class MetricsOptions {

  public static final OptionGroup GROUP =
      new OptionGroup("Where it can be watched", "--metrics-port", "--metrics-host");

  private static final ListenOptions LISTEN =
      new ListenOptions("metrics", "--metrics-port", "--metrics-host");

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description =
          "Serve figures for Prometheus at http://127.0.0.1:PORT/metrics, and the probes /healthz"
              + " and /readyz, while this command runs; 0 takes a free port (default: off).")
  private @Nullable Integer port;

  @Option(
      names = "--metrics-host",
      paramLabel = "ADDRESS",
      description =
          "Serve them at another address of this machine, or at all with 0.0.0.0. Anybody who"
              + " reaches it can read them.")
  private @Nullable String host;

  /**
   * Serves the figures of this process, and says where, if the user asked for it.
   *
   * @param role which of Baton's processes it is
   * @return null if the user did not ask
   * @throws UsageException naming the option that makes no sense
   * @throws EnvironmentException if the address cannot be used
   */
  public @Nullable MetricsServer serve(String role, Console console) {
    if (port == null) {
      if (host != null) {
        throw new UsageException("--metrics-host needs --metrics-port PORT.");
      }
      return null;
    }
    MetricsServer server = MetricsServer.start(role, LISTEN.listen(port, host));
    console.err().println("baton: metrics at " + server.uri());
    return server;
  }

  /** What was typed, as arguments. */
  public List<String> asArguments() {
    return LISTEN.asArguments(port, host);
  }
}
