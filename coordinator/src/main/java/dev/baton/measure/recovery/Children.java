package dev.baton.measure.recovery;

import dev.baton.process.Descendants;
import java.time.Instant;
import java.util.stream.Stream;

/** The processes that this one has started. */
final class Children {

  static final String AGENT = "dev.baton.agent.AgentMain";
  static final String BROKER = "dev.baton.broker.BrokerMain";

  private Children() {}

  /** The workers and spares of this process's host agent. */
  static Stream<ProcessHandle> ofAgent() {
    return Descendants.childRunning(AGENT).stream().flatMap(ProcessHandle::children);
  }

  /** Whether a process was started before then. */
  static boolean isOlder(ProcessHandle process, Instant then) {
    return process.info().startInstant().map(started -> started.isBefore(then)).orElse(false);
  }
}
