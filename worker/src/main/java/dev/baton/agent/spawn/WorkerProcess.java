package dev.baton.agent.spawn;

import dev.baton.wire.Address;
import dev.baton.worker.Assignment;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A worker process, as its supervisor sees it. For the agent's thread; no method waits, and none
 * fails because the process is gone: that is told by its exit.
 */
public interface WorkerProcess {

  /** Its process id. */
  long pid();

  /**
   * How much memory it has that it shares with nobody, in bytes; 0 where the system does not tell.
   */
  long ownMemoryBytes();

  /** Tells it of the broker, so that it connects. */
  void connect(Map<String, String> kafkaProperties);

  /**
   * Tells it its place. From now on it has the time that a start may take to become ready, and the
   * listener is told whether it did.
   */
  void assign(Assignment assignment);

  /**
   * Tells a worker that was told of no broker that there is one now.
   *
   * @param inbox where it is to take tasks too
   * @param onJoined called when it does
   */
  void join(Map<String, String> kafkaProperties, Address inbox, Runnable onJoined);

  /**
   * Tells it to take no more tasks, to hand back those that have not started, and to end when the
   * running ones have, or the limit is over.
   */
  void drain(Duration limit);

  /**
   * Asks where its tasks are in their code.
   *
   * @param answer gets that, or an empty text if the process does not say it within a second or so
   */
  void askForStack(Consumer<String> answer);

  /** Asks it to end now, whatever it runs. */
  void requestStop();

  /** Ends it by force. */
  void kill();
}
