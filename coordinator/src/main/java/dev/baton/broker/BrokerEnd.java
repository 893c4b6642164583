package dev.baton.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/**
 * What happens when the broker process ends, as a shutdown hook: Kafka stops if its data is kept,
 * and a temporary directory is deleted.
 */
final class BrokerEnd implements Runnable {

  /**
   * An orderly stop takes half a second; what is not on disk then is recovered at the next start.
   */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

  private final BrokerDirectory directory;
  private volatile @Nullable BrokerNode node;

  BrokerEnd(BrokerDirectory directory) {
    this.directory = directory;
  }

  /** Says which node to stop. */
  void node(BrokerNode started) {
    node = started;
  }

  @Override
  public void run() {
    try {
      if (directory.isTemporary()) {
        // Kafka complains when its files vanish and halts the process, leaving the rest behind.
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
        Exit.setHaltProcedure((_, _) -> sleepForever());
      } else {
        stopNode();
      }
      directory.close();
    } catch (IOException | InterruptedException e) {
      System.getLogger(BrokerEnd.class.getName())
          .log(System.Logger.Level.ERROR, "The broker's data directory may be left behind", e);
    } finally {
      Runtime.getRuntime().halt(0); // some of Kafka's threads would go on
    }
  }

  private void stopNode() throws InterruptedException {
    BrokerNode running = node;
    if (running != null) {
      Thread stop = Thread.ofPlatform().daemon().name("baton-broker-stop").start(running::close);
      var _ = stop.join(STOP_LIMIT);
    }
  }

  private static void sleepForever() {
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
