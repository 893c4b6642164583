package dev.baton.process;

import java.util.List;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Signals that a terminal sends to every process of its foreground group at once: SIGINT on Ctrl-C,
 * SIGHUP when it is closed.
 */
final class TerminalSignals {

  private static final List<String> NAMES = List.of("INT", "HUP");

  private TerminalSignals() {}

  /** Makes this JVM ignore them: the parent alone decides what happens to its children. */
  static void ignore() {
    for (String name : NAMES) {
      var _ = Signal.handle(new Signal(name), SignalHandler.SIG_IGN);
    }
  }
}
