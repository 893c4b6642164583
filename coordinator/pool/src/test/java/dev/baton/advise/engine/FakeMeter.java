package dev.baton.advise.engine;

import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;

/** A machine on which a task takes and uses what it says, and nothing else does. */
final class FakeMeter implements Meter {

  private static final double NS_PER_MS = 1e6;

  /** What a thread has used. */
  private static final class Used {
    private long wallNs;
    private long cpuNs;
    private long blockedNs;
    private long parkedNs;
  }

  private final ThreadLocal<Used> used = ThreadLocal.withInitial(Used::new);
  private final AtomicLong others = new AtomicLong();
  private final AtomicLong children = new AtomicLong();
  private boolean isSilentOnChildren;
  private boolean isBusy;

  /** The calling thread computes. */
  void compute(double ms) {
    Used mine = used.get();
    mine.cpuNs += (long) (ms * NS_PER_MS);
    mine.wallNs += (long) (ms * NS_PER_MS);
  }

  /** The calling thread waits for something outside of the JVM, or for another thread. */
  void await(double ms) {
    Used mine = used.get();
    mine.parkedNs += (long) (ms * NS_PER_MS);
    mine.wallNs += (long) (ms * NS_PER_MS);
  }

  /** The calling thread waits for a monitor. */
  void block(double ms) {
    Used mine = used.get();
    mine.blockedNs += (long) (ms * NS_PER_MS);
    mine.wallNs += (long) (ms * NS_PER_MS);
  }

  /** Other threads compute, which takes the calling one no time. */
  void haveOthersCompute(double ms) {
    others.addAndGet((long) (ms * NS_PER_MS));
  }

  /** Processes compute, which takes the calling thread no time. */
  void haveProcessesCompute(double ms) {
    children.addAndGet((long) (ms * NS_PER_MS));
  }

  /** From now on other programs leave no processor idle. */
  void beBusy() {
    isBusy = true;
  }

  /** What processes compute is not told. */
  void beSilentOnChildren() {
    isSilentOnChildren = true;
  }

  @Override
  public ResourceUse before() {
    Used mine = used.get();
    return new ResourceUse(mine.wallNs, mine.cpuNs, mine.blockedNs, mine.parkedNs, 0, 0);
  }

  @Override
  public ResourceUse since(ResourceUse before) {
    ResourceUse now = before();
    return new ResourceUse(
        now.wallNs() - before.wallNs(),
        now.cpuNs() - before.cpuNs(),
        now.blockedNs() - before.blockedNs(),
        now.parkedNs() - before.parkedNs(),
        0,
        0);
  }

  @Override
  public OtherUse others() {
    return new OtherUse(
        others.get(),
        isSilentOnChildren ? OptionalDouble.empty() : OptionalDouble.of((double) children.get()),
        OptionalDouble.of(isBusy ? 0 : (double) used.get().wallNs),
        0);
  }

  @Override
  public long nanoTime() {
    return used.get().wallNs;
  }
}
