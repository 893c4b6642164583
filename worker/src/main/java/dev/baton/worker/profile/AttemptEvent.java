package dev.baton.worker.profile;

import dev.baton.TaskContext;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;

/** Which attempt an event is about. */
abstract class AttemptEvent extends Event {

  @Label("Job")
  String job = "";

  @Label("Task")
  long task;

  @Label("Attempt")
  @Description("From 1")
  int attempt;

  @Label("Worker")
  String worker = "";

  @Label("Slot")
  @Description("Among those of its host")
  int slot;

  void of(TaskContext context) {
    job = context.jobId();
    task = context.taskId();
    attempt = context.attempt();
    worker = context.worker();
    slot = context.slot();
  }
}
