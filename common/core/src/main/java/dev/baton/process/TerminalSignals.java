package dev.baton.process;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Signals that a terminal sends to every process of its foreground group at once: SIGINT on Ctrl-C,
 * SIGHUP when the terminal is closed.
 */
final class TerminalSignals {

  private static final Signal HANGUP = new Signal("HUP");

  private TerminalSignals() {}

  /**
   * Makes this JVM ignore them: the parent alone decides what happens to its children, and they
   * notice if it ends.
   */
  static void ignore() {
    var _ = Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
    if (Signal.handle(HANGUP, _ -> {}).equals(SignalHandler.SIG_IGN)) {
      var _ = Signal.handle(HANGUP, SignalHandler.SIG_IGN); // as with nohup
    }
  }
}
