package dev.baton.process;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/** SIGINT, which a terminal sends to every process of its foreground group at once. */
final class InterruptSignal {

  private InterruptSignal() {}

  /** Makes this JVM ignore it: on Ctrl-C the parent alone decides what happens to its children. */
  static void ignore() {
    var _ = Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
  }
}
