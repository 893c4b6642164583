package dev.baton.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes that this one has started. */
final class Children {

  static final String AGENT = "dev.baton.agent.AgentMain";
  static final String BROKER = "dev.baton.broker.BrokerMain";

  private Children() {}

  /** The pid of the child that runs a main class. */
  static Optional<Long> find(String mainClass) {
    return ProcessHandle.current()
        .children()
        .filter(child -> commandLine(child).contains(mainClass))
        .map(ProcessHandle::pid)
        .findFirst();
  }

  /** The workers and spares of this process's host agent. */
  static Stream<ProcessHandle> ofAgent() {
    return find(AGENT).flatMap(ProcessHandle::of).stream().flatMap(ProcessHandle::children);
  }

  /** Whether a process was started before then. */
  static boolean isOlder(ProcessHandle process, Instant then) {
    return process.info().startInstant().map(started -> started.isBefore(then)).orElse(false);
  }

  /** What {@link ProcessHandle.Info} tells ends at 4 KiB, which a class path alone may have. */
  private static String commandLine(ProcessHandle process) {
    try {
      Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return process.info().commandLine().orElse("");
    }
  }
}
