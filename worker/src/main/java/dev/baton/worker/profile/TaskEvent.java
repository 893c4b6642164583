package dev.baton.worker.profile;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/**
 * A task that has ended, from before its arguments were decoded until its result was encoded.
 *
 * <p>A shorter one than the threshold has none: no sample in a hundred would be of it, and a
 * million of them would cost more than they take.
 */
@Name("dev.baton.Task")
@Label("Task")
@Category("Baton")
@Description("An attempt of a task that has ended")
@StackTrace(false)
@Threshold("100 us")
final class TaskEvent extends AttemptEvent {

  @Label("End")
  @Description("done, failed or cancelled")
  String end = "";
}
