package dev.baton.agent;

import dev.baton.BatonException;
import dev.baton.agent.setup.AgentConfig;
import dev.baton.codec.AllowList;
import dev.baton.config.WorkerSettings;
import dev.baton.process.ParentLink;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A host agent as a child process. Its parent sends two blocks: an {@link AgentConfig}, and Kafka
 * client properties when there is a broker. It reports ready when all workers are ready.
 */
public final class AgentMain {

  /** The key of the host number in the ready message. */
  public static final String HOST = "host";

  /** Shorter than the ten seconds that container engines allow between SIGTERM and SIGKILL. */
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(6);

  /** Leaves room for the hook within the time that {@link ParentLink} allows. */
  private static final Duration PREPARE_LIMIT = Duration.ofSeconds(1);

  private static final int CANNOT_START = 3;

  private AgentMain() {}

  /** Runs the agent until its parent is gone or a SIGTERM arrives, which drains it. */
  public static void main(String[] args) {
    ParentLink link = ParentLink.open();
    try {
      AgentConfig config = AgentConfig.fromBlock(link.readBlock());
      System.setProperty(AllowList.PROPERTY, config.get(WorkerSettings.ALLOWED_CLASSES));
      CompletableFuture<HostAgent> prepared = new CompletableFuture<>();
      // The parent may go while the store is half made. Finish it, so that it can be removed whole.
      link.onParentGone(() -> closeOncePrepared(prepared));
      link.allowMore(config.get(WorkerSettings.EXIT_TIMEOUT));
      HostAgent agent = HostAgent.prepare(config, System.err::println);
      prepared.complete(agent);
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform().name("baton-drain").unstarted(() -> agent.drain(DRAIN_LIMIT)));
      run(agent, link);
    } catch (IOException e) {
      // The parent is gone; the link ends the process.
    } catch (BatonException e) {
      fail(link, e);
    }
  }

  /** On a busy machine that may take too long; then the exit's own hook removes the store. */
  private static void closeOncePrepared(CompletableFuture<HostAgent> prepared) {
    try {
      prepared.get(PREPARE_LIMIT.toMillis(), TimeUnit.MILLISECONDS).close();
    } catch (TimeoutException | ExecutionException e) {
      // There is no agent to close.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(HostAgent agent, ParentLink link) throws IOException {
    try {
      // The parent would not have sent the block without a broker; on a busy machine it is slow.
      agent.connect(link.readBlock(), agent.startLimit());
      agent.awaitReady(agent.startLimit());
      link.ready(
          Map.of("workers", Integer.toString(agent.workers()), HOST, Long.toString(agent.host())));
      agent.failure().join();
    } catch (BatonException e) {
      agent.close();
      throw e;
    } catch (CompletionException e) {
      agent.close();
      throw e.getCause() instanceof BatonException cause
          ? cause
          : new BatonException("The host agent failed.", e.getCause());
    }
  }

  private static void fail(ParentLink link, BatonException failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    link.error(message);
    ParentLink.halt(CANNOT_START);
  }
}
