package dev.baton.worker;

import dev.baton.RunnableTask;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Frame;
import dev.baton.wire.TaskBatch;
import java.util.List;

/** Loads, while the broker starts, the classes that the first task would otherwise wait for. */
final class WarmUp {

  private WarmUp() {}

  static void run(Codecs codecs) {
    RunnableTask nothing = () -> {};
    byte[] task = codecs.objects().encode(nothing);
    TaskBatch.Entry entry = new TaskBatch.Entry(new AttemptId(1, 1), 0, TaskBatch.Entry.CALL, task);
    TaskBatch batch = new TaskBatch(0, 0, 0, "warm-up", 0, new byte[0], List.of(), List.of(entry));
    if (Frame.decode(Frame.encode(batch)) instanceof TaskBatch read) {
      var _ = codecs.objects().decode(read.tasks().getFirst().payload());
    }
    var _ = codecs.failures().encode(new IllegalStateException("warm-up"));
  }
}
