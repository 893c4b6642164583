package dev.baton.pool.engine;

import dev.baton.RunnableTask;
import dev.baton.codec.AllowList;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.pool.thread.FailureLog;
import dev.baton.standby.StandbyClient;
import java.security.SecureRandom;

/**
 * Loads the classes needed up to the dispatch of the first task, while a pool that takes standby
 * workers starts. A pool that starts its own workers has no processor to spare for that.
 */
final class FirstTask {

  private FirstTask() {}

  /** Starts loading if there are standby workers. */
  static void prepare() {
    if (StandbyClient.find() != null) {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      var _ = Thread.ofPlatform().daemon().name("baton-first-task").start(() -> load(loader));
    }
  }

  private static void load(ClassLoader loader) {
    try {
      RunnableTask nothing = () -> {};
      var _ = new SecureRandom().nextLong();
      var _ = new KryoCodec(AllowList.standard(), loader).encodeToBytes(nothing);
    } catch (RuntimeException | LinkageError e) {
      FailureLog.log("Classes could not be loaded ahead", e);
    }
  }
}
