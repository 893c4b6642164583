package dev.baton.measure;

import dev.baton.store.handoff.MachineModel;

/** Says on what machine figures were measured. */
public final class ThisMachine {

  private ThisMachine() {}

  /** In a line: cores that this process may use, processors, operating system, Java. */
  public static String describe() {
    return "%d cores (%s), %s %s, Java %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            MachineModel.ofThisMachine(),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("java.version"));
  }
}
