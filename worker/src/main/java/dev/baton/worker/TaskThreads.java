package dev.baton.worker;

/**
 * Has the threads of a task find the classes of its program: the thread that runs it, and those of
 * the common pool. Thread-safe.
 */
final class TaskThreads {

  private final ClassLoader shared;

  /**
   * Creates an instance.
   *
   * @param shared finds the classes on the worker's class path
   */
  TaskThreads(ClassLoader shared) {
    this.shared = shared;
  }

  /** Before a task of a program runs on the calling thread. */
  void use(ClassLoader loader) {
    Thread.currentThread().setContextClassLoader(loader);
    ProgramClasses.use(loader);
  }

  /** After the last of them: the thread does not keep a program that ends. */
  void leave() {
    Thread.currentThread().setContextClassLoader(shared);
  }
}
