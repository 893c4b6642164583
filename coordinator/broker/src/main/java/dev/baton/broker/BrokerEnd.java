package dev.baton.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.baton.process.ParentLink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/**
 * What happens when the broker process ends, as a shutdown hook: Kafka stops if its data is kept,
 * and a temporary directory is deleted. If the parent is alive and knows the directory, it did not
 * want this end: the directory is then kept, and the parent starts another broker on it.
 */
final class BrokerEnd implements Runnable {

  /**
   * An orderly stop takes half a second; what is not on disk by then is recovered at the next
   * start.
   */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

  private final BrokerDirectory directory;
  private final ParentLink parent;
  private volatile @Nullable BrokerNode node;
  private volatile boolean announced;

  BrokerEnd(BrokerDirectory directory, ParentLink parent) {
    this.directory = directory;
    this.parent = parent;
  }

  /** Sets the node to stop. */
  void node(BrokerNode started) {
    node = started;
  }

  /** Notes that the parent is about to be told where the directory is. */
  void announced() {
    announced = true;
  }

  @Override
  public void run() {
    boolean isUnwanted = announced && !parent.isParentGone();
    try {
      if (isUnwanted) {
        stopNode(); // Kafka may still be stopping: the directory stays open until the process
        // has ended
        return;
      }
      if (directory.isTemporary()) {
        // Kafka complains when its files vanish, and halts the process with the rest left behind.
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
