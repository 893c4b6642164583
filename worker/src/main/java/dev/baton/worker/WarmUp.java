package dev.baton.worker;

import dev.baton.Handoff;
import dev.baton.RunnableTask;
import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import dev.baton.codec.FailureCodec;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.config.PoolSettings;
import dev.baton.wire.Address;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Frame;
import dev.baton.wire.Payload;
import dev.baton.wire.TaskBatch;
import java.util.List;

/** Loads, while the broker starts, the classes that the first task would otherwise wait for. */
final class WarmUp {

  private WarmUp() {}

  /** As below, for a worker that does not yet have a codec of its own. */
  static void run() {
    AllowList allowed = AllowList.standard();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    run(new KryoCodec(allowed, loader), new FailureCodec(allowed, loader));
  }

  static void run(Codec codec, FailureCodec failures) {
    RunnableTask nothing = () -> {};
    byte[] task = codec.encodeToBytes(nothing);
    TaskBatch.Entry entry =
        new TaskBatch.Entry(
            new AttemptId(1, 1), 0, TaskBatch.Entry.CALL, Handoff.AUTO, Payload.inline(task));
    TaskBatch batch =
        new TaskBatch(
            0,
            0,
            new Address.OnLog(0),
            "warm-up",
            0,
            0,
            false,
            0,
            PoolSettings.FULL_WEIGHT,
            new byte[0],
            List.of(),
            List.of(),
            List.of(entry));
    if (Frame.decode(Frame.encode(batch)) instanceof TaskBatch read) {
      var _ = codec.decode(read.tasks().getFirst().payload().memory());
    }
    var _ = failures.encode(new IllegalStateException("warm-up"));
  }
}
