package dev.baton.worker.profile;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * A task that begins: the task that ends its process has no other event. Tasks of a chunk are short
 * and many, and have none.
 */
@Name("dev.baton.TaskStart")
@Label("Task Start")
@Category("Baton")
@Description("An attempt of a task that was not part of a chunk begins")
@StackTrace(false)
final class TaskStartEvent extends AttemptEvent {}
