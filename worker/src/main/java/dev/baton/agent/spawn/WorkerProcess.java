package dev.baton.agent.spawn;

import dev.baton.worker.Assignment;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A worker process, as its supervisor sees it. For the agent's thread. No method waits, and none
 * fails because the process is gone: the exit is reported separately.
 */
public interface WorkerProcess {

  /** Its process id. */
  long pid();

  /**
   * How much memory it has that it shares with no other process, in bytes; 0 where the system does
   * not tell.
   */
  long ownMemoryBytes();

  /** Tells it about the broker, so that it connects. */
  void connect(Map<String, String> kafkaProperties);

  /**
   * Tells it its place. From now on the start limit runs: the listener is told whether the process
   * became ready in time.
   */
  void assign(Assignment assignment);

  /**
   * Tells it to take no more tasks, to hand back those that have not started, and to end when the
   * running ones have ended or the limit has passed.
   */
  void drain(Duration limit);

  /**
   * Asks where in their code its tasks are.
   *
   * @param answer receives the text, empty if the process does not answer within a second or so
   */
  void askForStack(Consumer<String> answer);

  /** Asks it to end now, whatever it runs. */
  void requestStop();

  /** Ends it by force. */
  void kill();
}
