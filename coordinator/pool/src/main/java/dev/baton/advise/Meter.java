package dev.baton.advise;

import java.util.OptionalLong;

/** What says how long things take and what they use: the machine, or what a test makes of it. */
interface Meter {

  /** What the calling thread has used so far, before something of interest. */
  ResourceUse before();

  /** What the calling thread has used since. */
  ResourceUse since(ResourceUse before);

  /** What threads other than the calling one have computed so far, the JVM's own left out. */
  long othersCpuNs();

  /**
   * What processes have computed so far that this one has started, directly or not; empty if this
   * system does not tell.
   */
  OptionalLong childrenCpuNs();

  /**
   * For how long processors of this machine have had nothing to do so far, all of them together;
   * empty if this system does not tell.
   */
  OptionalLong idleNs();

  /** The time, from any moment on. */
  long nanoTime();

  /** The accounts that this machine keeps. */
  static Meter ofThisMachine() {
    return new Meter() {
      @Override
      public ResourceUse before() {
        return ResourceUse.before();
      }

      @Override
      public ResourceUse since(ResourceUse before) {
        return before.since();
      }

      @Override
      public long othersCpuNs() {
        return HelperCpuTime.cpuNs();
      }

      @Override
      public OptionalLong childrenCpuNs() {
        return ChildrenCpuTime.ns();
      }

      @Override
      public OptionalLong idleNs() {
        return IdleTime.ns();
      }

      @Override
      public long nanoTime() {
        return System.nanoTime();
      }
    };
  }
}
