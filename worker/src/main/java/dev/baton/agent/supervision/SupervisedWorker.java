package dev.baton.agent.supervision;

import dev.baton.agent.spawn.WorkerProcess;
import dev.baton.wire.Address;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A worker process and what its supervisor knows of it. Confined to the agent's thread. */
final class SupervisedWorker {

  /** The stage that it has reached. */
  enum Stage {
    /** It is starting, or waits as a spare. */
    STARTING,
    /** It can take tasks. */
    UP,
    /** It was told to make way for another. */
    LEAVING,
    /** It was told to end, as it had nothing to do. */
    PARKING,
    /** It does not answer, and is being killed. */
    HUNG
  }

  private final WorkerProcess process;
  private final long incarnation;
  private final long startedNs;
  private final HeartbeatTimer heartbeat = new HeartbeatTimer();
  private final IdleTimer idle = new IdleTimer();
  private @Nullable Address inbox;
  private Stage stage = Stage.STARTING;
  private String remark = "";

  SupervisedWorker(WorkerProcess process, long incarnation, long startedNs) {
    this.process = process;
    this.incarnation = incarnation;
    this.startedNs = startedNs;
  }

  WorkerProcess process() {
    return process;
  }

  /** The number that marks the records for this process. */
  long incarnation() {
    return incarnation;
  }

  /** Where it takes its tasks; null while it has no place. */
  @Nullable Address inbox() {
    return inbox;
  }

  void inbox(Address address) {
    inbox = address;
  }

  Duration age(long nowNs) {
    return Duration.ofNanos(nowNs - startedNs);
  }

  HeartbeatTimer heartbeat() {
    return heartbeat;
  }

  IdleTimer idle() {
    return idle;
  }

  Stage stage() {
    return stage;
  }

  void stage(Stage next) {
    stage = next;
  }

  /** Whether it is up or ends by itself, and so shows signs of life unless it hangs. */
  boolean isToAnswer() {
    return stage == Stage.UP || stage == Stage.LEAVING || stage == Stage.PARKING;
  }

  /** Whether it was ever announced as able to take tasks. */
  boolean wasUp() {
    return stage != Stage.STARTING;
  }

  /** What the agent knows about its end; comes before the other evidence. */
  String remark() {
    return remark;
  }

  void remark(String why) {
    remark = why;
  }
}
