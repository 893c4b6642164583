package dev.baton.pool;

import dev.baton.BatonException;
import dev.baton.ledger.Counts;
import dev.baton.log.Channel;
import dev.baton.log.Publisher;
import dev.baton.wire.Frame;
import dev.baton.wire.JobBeat;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Says on the events channel how far a coordinator is with its job, while there is something to do,
 * and notices by that when nobody listens. One thread runs it.
 */
final class JobVoice implements Runnable {

  private static final long PERIOD_MS = 1_000;

  private final long coordinator;
  private final String jobId;
  private final Supplier<Counts> counts;
  private final Publisher publisher;
  private final BrokerWatch watch;
  private final Semaphore asked = new Semaphore(0);

  JobVoice(
      long coordinator,
      String jobId,
      Supplier<Counts> counts,
      Publisher publisher,
      BrokerWatch watch) {
    this.coordinator = coordinator;
    this.jobId = jobId;
    this.counts = counts;
    this.publisher = publisher;
    this.watch = watch;
  }

  /** Somebody wants to know at once. Thread-safe. */
  void ask() {
    asked.release();
  }

  /** Runs until it is interrupted. */
  @Override
  public void run() {
    boolean saidOpen = false;
    try {
      while (true) {
        var _ = asked.tryAcquire(PERIOD_MS, TimeUnit.MILLISECONDS);
        asked.drainPermits();
        Counts now = counts.get();
        boolean open = now.open() > 0;
        if (open || saidOpen) {
          say(now);
        }
        saidOpen = open;
        watch.check(System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (BatonException e) {
      // The connection is lost for good: the dispatcher hears of it too, and ends the pool.
    }
  }

  private void say(Counts now) {
    JobBeat beat =
        new JobBeat(
            coordinator,
            jobId,
            now.pending(),
            now.dispatched(),
            now.done(),
            now.failed() + now.cancelled());
    publisher.publish(Channel.EVENTS, 0, Frame.encode(beat), watch.sending(System.nanoTime()));
  }
}
