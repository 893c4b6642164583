package dev.baton.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cli.web.Chromium;
import dev.baton.cli.web.WebServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real browser opens the page of a thousand workers and a million tasks. They have ended: a page
 * that waits for more is never done.
 */
class DashboardInBrowserIT {

  /** A row for each worker would be four times as many. */
  private static final int MOST_ELEMENTS = 4_000;

  @TempDir private Path folder;

  private final AccessToken token = AccessToken.random();
  private final DashboardState state =
      new DashboardState("sum", "baton", "run", new DashboardState.Abilities(true, true));
  private WebServer web;
  private DashboardServer server;

  @BeforeEach
  void start() throws Exception {
    SampleCluster.live(state, System.currentTimeMillis() - 999_000);
    state.ended("done");
    web = WebServer.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server =
        new DashboardServer(
            web, new Gate(token, web, null), DashboardPage.load(), state, new NoActions());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** None is asked for. */
  private static final class NoActions implements Actions {
    @Override
    public String cancel(String jobId) {
      throw new AssertionError(jobId);
    }

    @Override
    public String drain(long host) {
      throw new AssertionError(Long.toString(host));
    }

    @Override
    public String replay(String task) {
      throw new AssertionError(task);
    }
  }

  @Test
  void aThousandWorkersAreShownOnAPageOfFewElements() throws Exception {
    Chromium.Page page = open();

    page.assertQuiet();
    assertThat(page.dom()).contains("1–25 of 1,000", "10,000", "java.lang.IllegalStateException");
    assertThat(page.count(">Cancel</button>")).as("for the job").isEqualTo(1);
    assertThat(page.count("<(svg|canvas) ")).as("charts and map").isGreaterThanOrEqualTo(3);
    assertThat(page.count("<[a-z]")).isLessThan(MOST_ELEMENTS);
  }

  @Test
  void thePageFollowsTheColoursOfTheBrowser() throws Exception {
    Chromium.Page dark = open("--force-dark-mode", "--blink-settings=preferredColorScheme=0");

    dark.assertQuiet();
    assertThat(dark.dom()).contains("1–25 of 1,000");
  }

  private Chromium.Page open(String... options) throws Exception {
    return Chromium.open(folder, web.uri("/?token=" + token.text()), options);
  }
}
