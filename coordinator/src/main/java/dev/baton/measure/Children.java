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

  private Children() {}

  /** The workers and spares of this process's host agent. */
  public static Stream<ProcessHandle> ofAgent() {
    return Descendants.childRunning(AGENT).stream().flatMap(ProcessHandle::children);
  }

  /** Whether a process was started before then. */
  public static boolean isOlder(ProcessHandle process, Instant then) {
    return process.info().startInstant().map(started -> started.isBefore(then)).orElse(false);
  }
}
