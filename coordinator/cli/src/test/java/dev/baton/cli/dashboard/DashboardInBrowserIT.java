package dev.baton.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.cli.web.Chromium;
import dev.baton.cli.web.WebServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** A real browser has the page of a thousand workers and a million tasks open. */
class DashboardInBrowserIT {

  /** A row for each worker would be four times as many. */
  private static final int MOST_ELEMENTS = 4_000;

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private final AccessToken token = AccessToken.random();
  private final DashboardState state =
      new DashboardState("sum", "baton", "run", new DashboardState.Abilities(true, true));
  private final List<String> cancelled = Collections.synchronizedList(new ArrayList<>());
  private DashboardServer server;
  private WebServer web;

  @BeforeEach
  void start() throws Exception {
    SampleCluster.live(state, System.currentTimeMillis() - 999_000);
    web = WebServer.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server =
        new DashboardServer(
            web, new Gate(token, web, null), DashboardPage.load(), state, new CancelOnly());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Nothing else is asked for. */
  private final class CancelOnly implements Actions {
    @Override
    public String cancel(String jobId) {
      cancelled.add(jobId);
      return "It has ended.";
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
  void aThousandWorkersAreShownOnAPageOfFewElements() {
    try (Chromium page = open()) {
      page.assertQuiet();
      assertThat(page.dom()).contains("1–25 of 1,000", "10,000", "java.lang.IllegalStateException");
      assertThat(page.count(">Cancel</button>")).as("for the job").isEqualTo(1);
      assertThat(page.count("<(svg|canvas) ")).as("charts and map").isGreaterThanOrEqualTo(3);
      assertThat(page.count("<[a-z]")).isLessThan(MOST_ELEMENTS);
    }
  }

  @Test
  void thePageFollowsTheColoursOfTheBrowser() {
    try (Chromium dark = open("--force-dark-mode", "--blink-settings=preferredColorScheme=0")) {
      dark.assertQuiet();
      assertThat(dark.run("return getComputedStyle(document.body).backgroundColor"))
          .isEqualTo("rgb(16, 20, 24)");
    }
  }

  @Test
  void whatIsLookedAtStaysWhileThePageChanges() {
    try (Chromium page = open()) {
      WebElement row = page.driver().findElement(By.cssSelector("#workers tbody tr:nth-child(2)"));
      WebElement failure = page.driver().findElement(By.cssSelector("#failures details"));
      failure.findElement(By.tagName("summary")).click();
      page.await("x".repeat(5_000));
      WebElement why = page.driver().findElement(By.cssSelector("#workers .link"));
      page.run("arguments[0].focus()", why);

      SampleCluster.goOn(state, 76_543);

      page.await(">76,543<"); // tasks that each worker has done
      assertThat(row.getText()).as("the same element").contains("76,543");
      assertThat(page.driver().switchTo().activeElement()).isEqualTo(why);
      assertThat(failure.getText()).contains("x".repeat(5_000));
      page.assertQuiet();
    }
  }

  @Test
  void aTraceThatIsReadStaysWhenMoreTasksFail() {
    try (Chromium page = open()) {
      WebElement failure = page.driver().findElement(By.cssSelector("#failures details"));
      WebElement summary = failure.findElement(By.tagName("summary"));
      summary.click();
      page.await("x".repeat(5_000));

      state.hear(
          SampleCluster.failure(1, new IllegalArgumentException("another")),
          System.currentTimeMillis());
      SampleCluster.goOn(state, 1_000);

      page.await("another");
      assertThat(page.driver().findElements(By.cssSelector("#failures details")))
          .hasSize(2)
          .element(1)
          .isEqualTo(failure);
      assertThat(failure.getText()).contains("x".repeat(5_000));
      assertThat(page.driver().switchTo().activeElement()).isEqualTo(summary);
    }
  }

  @Test
  void aPageThatIsNotSeenKeepsOnlyWhatItHasToDraw() {
    try (Chromium page = open()) {
      page.run(
          "window.held = []; window.heard = 0;"
              + "window.requestAnimationFrame = draw => held.push(draw);"
              + "const parse = JSON.parse; JSON.parse = text => (heard++, parse(text));");
      for (int second = 50_000; second < 50_003; second++) {
        long heard = (Long) page.run("return heard");
        SampleCluster.goOn(state, second);
        await("news").atMost(LIMIT).until(() -> (Long) page.run("return heard") > heard);
      }

      assertThat(page.run("return held.length")).isEqualTo(1L);
      page.run("while (held.length) held.shift()()");
      assertThat(page.dom()).contains(">50,002<").doesNotContain(">50,001<");
    }
  }

  @Test
  void cancelAsksFirst() {
    try (Chromium page = open()) {
      WebElement cancel = page.driver().findElement(By.cssSelector("[data-key='cancel job']"));
      cancel.click();
      page.driver().findElement(By.id("ask-no")).click();
      cancel.click();
      assertThat(cancelled).isEmpty();
      page.driver().findElement(By.id("ask-yes")).click();

      page.await("It has ended.");
      assertThat(cancelled).containsExactly("job");
    }
  }

  private Chromium open(String... options) {
    Chromium page = Chromium.open(folder, web.uri("/?token=" + token.text()), options);
    page.await("1–25 of 1,000");
    page.await("java.lang.IllegalStateException");
    page.await("host-19");
    return page;
  }
}
