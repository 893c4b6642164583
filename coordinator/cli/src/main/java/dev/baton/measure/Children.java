package dev.baton.measure;

import dev.baton.process.Descendants;
import java.time.Instant;
import java.util.stream.Stream;

/** The processes that this one has started. Stateless and thread-safe. */
public final class Children {

  /** The main class of a host agent. */
  public static final String AGENT = "dev.baton.agent.AgentMain";

  /** The main class of an embedded broker. */
  public static final String BROKER = "dev.baton.broker.BrokerMain";

  private static final String WORKER = "dev.baton.worker.WorkerMain";

  private Children() {}

  /** The workers and spares of this process's host agent, be that a child or not. */
  public static Stream<ProcessHandle> ofAgent() {
    return running(WORKER);
  }

  /** Those that run a main class. */
  public static Stream<ProcessHandle> running(String mainClass) {
    return ProcessHandle.current()
        .descendants()
        .filter(child -> Descendants.isRunning(child, mainClass));
  }

  /** Whether a process was started before then. */
  public static boolean isOlder(ProcessHandle process, Instant then) {
    return process.info().startInstant().map(started -> started.isBefore(then)).orElse(false);
  }
}
