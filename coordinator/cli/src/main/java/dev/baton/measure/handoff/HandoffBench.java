package dev.baton.measure.handoff;

import dev.baton.EnvironmentException;
import dev.baton.broker.BrokerConfig;
import dev.baton.broker.EmbeddedBroker;
import dev.baton.process.ChildExit;
import dev.baton.process.ChildProcess;
import dev.baton.process.JvmCommand;
import dev.baton.process.JvmFlags;
import dev.baton.store.StoreLocations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A broker, a receiver, and the sender in this process. For one thread. */
final class HandoffBench implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final EmbeddedBroker broker;
  private final ChildProcess receiver;
  private final DataSender sender;

  private HandoffBench(EmbeddedBroker broker, ChildProcess receiver, DataSender sender) {
    this.broker = broker;
    this.receiver = receiver;
    this.sender = sender;
  }

  /**
   * Starts all.
   *
   * @param heapBytes the receiver's largest heap
   * @throws EnvironmentException if a process cannot be started
   */
  static HandoffBench start(long heapBytes) {
    EmbeddedBroker broker =
        EmbeddedBroker.start(
            BrokerConfig.temporary(ReceiverMain.POOL).withInboxPartitions(1), _ -> {});
    ChildProcess receiver = null;
    try {
      receiver = startReceiver(heapBytes);
      ChildProcess started = receiver;
      Map<String, String> client = broker.awaitReady(START_LIMIT);
      started.writeBlock(client);
      String store = started.awaitReady(START_LIMIT).getOrDefault(ReceiverMain.STORE, "");
      DataSender sender = new DataSender(client, Path.of(store), () -> requireAlive(started));
      return new HandoffBench(broker, started, sender);
    } catch (RuntimeException | Error e) {
      end(receiver == null ? () -> {} : receiver, broker);
      throw e;
    }
  }

  private static ChildProcess startReceiver(long heapBytes) {
    return ChildProcess.start(
        "receiver",
        JvmCommand.builder(ReceiverMain.class.getName()).flags(JvmFlags.worker(heapBytes)).build(),
        _ -> {});
  }

  private static void requireAlive(ChildProcess receiver) {
    if (receiver.onExit().isDone()) {
      ChildExit exit = receiver.onExit().join();
      throw new EnvironmentException(
          "The receiving process ended (%s). %s"
              .formatted(exit.describe(), String.join("\n", exit.lastLines()))
              .strip());
    }
  }

  DataSender sender() {
    return sender;
  }

  @Override
  public void close() {
    end(sender, receiver, broker);
  }

  /** Also for a thread that was interrupted, which could wait for no process otherwise. */
  private static void end(AutoCloseable... parts) {
    boolean interrupted = Thread.interrupted();
    try {
      for (AutoCloseable part : parts) {
        end(part);
      }
      // A receiver that was killed, by whomever, has left its store.
      StoreLocations.ofThisHost().sweepDead();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void end(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      System.getLogger(HandoffBench.class.getName())
          .log(System.Logger.Level.DEBUG, "A part of a measurement did not end in order", e);
    }
  }
}
