package dev.baton.agent;

import dev.baton.process.ChildProcess;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** One worker process, from its start to its end. Confined to the agent's thread. */
final class WorkerLife {

  /** How far it has come. */
  enum Stage {
    /** It starts, or waits as a spare. */
    STARTING,
    /** It can take tasks. */
    UP,
    /** It was told to make way for another. */
    LEAVING,
    /** It does not answer, and is being killed. */
    HUNG
  }

  private final ChildProcess process;
  private final WorkerOutput output;
  private final Vigil vigil = new Vigil();
  private final long incarnation = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
  private final long startedNs = System.nanoTime();
  private Stage stage = Stage.STARTING;
  private String remark = "";

  WorkerLife(ChildProcess process, WorkerOutput output) {
    this.process = process;
    this.output = output;
  }

  ChildProcess process() {
    return process;
  }

  WorkerOutput output() {
    return output;
  }

  Vigil vigil() {
    return vigil;
  }

  /** The number that records for this process bear. */
  long incarnation() {
    return incarnation;
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - startedNs);
  }

  Stage stage() {
    return stage;
  }

  void stage(Stage next) {
    stage = next;
  }

  /** Whether it was once announced as one that takes tasks. */
  boolean wasUp() {
    return stage != Stage.STARTING;
  }

  /** What the agent knows of its end; put in front of the other evidence. */
  String remark() {
    return remark;
  }

  void remark(String why) {
    remark = why;
  }
}
