package dev.baton.cli.dashboard;

import dev.baton.cli.terminal.Console;
import dev.baton.cli.web.ListenOptions;
import dev.baton.cli.web.WebServer;
import org.jspecify.annotations.Nullable;

/** Puts a dashboard's server together, and tells the user where it is. */
final class ServedDashboard {

  private ServedDashboard() {}

  /**
   * Where it is served.
   *
   * @param options what the options are called
   * @param port 0 for a free one
   * @param host null for the loopback interface
   */
  record Place(ListenOptions options, int port, @Nullable String host) {}

  static DashboardServer serve(
      DashboardState state, Actions actions, Place place, Console console) {
    DashboardPage page = DashboardPage.load();
    AccessToken token = AccessToken.random();
    WebServer server = place.options.listen(place.port, place.host);
    Gate gate = new Gate(token, server, place.host);
    DashboardServer served = new DashboardServer(server, gate, page, state, actions);
    console.err().println("baton: dashboard at " + server.uri("/?token=" + token.text()));
    return served;
  }
}
