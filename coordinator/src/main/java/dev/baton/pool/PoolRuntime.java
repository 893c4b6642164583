package dev.baton.pool;

import dev.baton.transport.Transport;
import dev.baton.transport.kafka.KafkaTransport;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What a pool runs on, from its start to its end: a local host if need be, and the engine.
 * Thread-safe.
 *
 * <p>It ends when the pool is shut and the last task is out, in reverse order of the start; and
 * with the JVM, by a hook.
 */
final class PoolRuntime {

  private static final Duration HOOK_LIMIT = Duration.ofSeconds(4);

  private final OpenTasks open = new OpenTasks(this::terminate);
  private final CountDownLatch terminated = new CountDownLatch(1);
  private final AtomicBoolean terminating = new AtomicBoolean();
  private final @Nullable LocalHost host;
  private final Engine engine;
  private final Thread hook = new Thread(this::endWithJvm, "baton-exit");
  private final @Nullable Thread ticker;
  private volatile @Nullable RuntimeException broken;

  /** Starts everything; returns when there is a worker that can take tasks. */
  PoolRuntime(PoolConfig config) {
    CalibrationNotice.sayOnce(config.notices());
    LocalHost local = config.local() ? LocalHost.start(config, listener(config)) : null;
    this.host = local;
    Transport transport = null;
    Engine started = null;
    try {
      // Our own broker is ready: if it does not answer soon, the machine is busy, not the address
      // wrong.
      transport =
          local == null
              ? KafkaTransport.connect(config.pool(), config.kafkaProperties())
              : KafkaTransport.connect(config.pool(), local.connect(), config.startTimeout());
      started = new Engine(config, transport, this::breakWith);
      started.awaitWorker(config.startTimeout(), () -> broken, whatToDo(config));
    } catch (RuntimeException | Error e) {
      if (started != null) {
        started.close();
      } else if (transport != null) {
        transport.close();
      }
      if (local != null) {
        local.close();
      }
      throw e;
    }
    this.engine = started;
    if (local != null) {
      local.supervise();
    }
    this.ticker =
        config.progress() == null
            ? null
            : Thread.ofPlatform()
                .daemon()
                .name("baton-progress")
                .start(new ProgressTicker(engine::progress, config.progress()));
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Has the end remove what an embedded broker keeps. */
  void discardData() {
    if (host != null) {
      host.discardData();
    }
  }

  private LocalHost.Listener listener(PoolConfig config) {
    return new LocalHost.Listener() {
      @Override
      public void notice(String text) {
        config.notices().accept(text);
      }

      @Override
      public void renewed() {
        engine.store().move();
      }

      @Override
      public void failed(RuntimeException reason) {
        breakWith(reason);
      }
    };
  }

  OpenTasks open() {
    return open;
  }

  Engine engine() {
    return engine;
  }

  Tasks tasks() {
    return engine.tasks();
  }

  boolean isTerminated() {
    return terminated.getCount() == 0;
  }

  boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return terminated.await(timeout, unit);
  }

  /** A task that came in while the pool broke must not wait for ever. */
  void afterSubmit() {
    RuntimeException reason = broken;
    if (reason != null) {
      engine.ledger().giveUp(reason);
    }
  }

  private void breakWith(RuntimeException reason) {
    if (terminating.get()) {
      return;
    }
    broken = reason;
    open.breakWith(reason);
    if (engine != null) {
      engine.ledger().giveUp(reason);
    }
  }

  private void terminate() {
    if (terminating.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("baton-close").start(this::release);
    }
  }

  private void release() {
    try {
      if (ticker != null) {
        ticker.interrupt();
        ticker.join(1_000);
      }
      engine.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (host != null) {
        host.close();
      }
      forgetHook();
      terminated.countDown();
    }
  }

  private void endWithJvm() {
    open.shut();
    var _ = engine.cancelAll();
    try {
      var _ = awaitTermination(HOOK_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending; the hook is what called.
    }
  }

  private static String whatToDo(PoolConfig config) {
    return config.local()
        ? "The machine may be too busy; try a longer startTimeout."
        : "Start one on each host: baton worker --bootstrap "
            + config.kafkaProperties().get("bootstrap.servers")
            + ("baton".equals(config.pool()) ? "" : " --pool " + config.pool());
  }
}
