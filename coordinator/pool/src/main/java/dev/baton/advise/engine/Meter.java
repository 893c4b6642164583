package dev.baton.advise.engine;

/** What says how long things take and what they use: this machine, or what a test makes of it. */
interface Meter {

  /** What the calling thread has used so far, before something of interest. */
  default ResourceUse before() {
    return ResourceUse.before();
  }

  /** What the calling thread has used since. */
  default ResourceUse since(ResourceUse before) {
    return before.since();
  }

  /** What others have done so far. */
  default OtherUse others() {
    return OtherUse.soFar();
  }

  /** The time, from any moment on. */
  default long nanoTime() {
    return System.nanoTime();
  }
}
