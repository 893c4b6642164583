package dev.baton.worker;

import dev.baton.RunnableTask;
import dev.baton.store.handle.TaskObjects;
import dev.baton.wire.JobJar;
import dev.baton.wire.TaskBatch;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The program behind a coordinator, as a worker knows it: its classes, which are loaded when its
 * first task runs, and its initializer. Thread-safe.
 */
final class Program {

  /**
   * What tasks of a program run with.
   *
   * @param loader finds its classes
   * @param objects decodes its objects
   */
  record Classes(ClassLoader loader, TaskObjects objects) {}

  private final long coordinator;
  private final Classes shared;
  private final Supplier<JobClasses> makeOwn;
  private byte[] encodedInitializer = {};
  private List<JobJar> jars = List.of();
  private @Nullable JobClasses own;
  private volatile @Nullable Initializer initializer;
  private long lastUsedNs;
  private boolean isOver;
  private volatile @Nullable Classes current;

  /**
   * A program whose classes are not loaded.
   *
   * @param shared what it has while it has no jars: the worker's class path
   * @param makeOwn creates a class loader for its jars
   */
  Program(long coordinator, Classes shared, Supplier<JobClasses> makeOwn) {
    this.coordinator = coordinator;
    this.shared = shared;
    this.makeOwn = makeOwn;
  }

  long coordinator() {
    return coordinator;
  }

  /** Takes in what a batch says of the program; a batch may say nothing. */
  synchronized void note(TaskBatch batch, long nowNs) {
    lastUsedNs = nowNs;
    if (batch.initializer().length > 0) {
      encodedInitializer = batch.initializer();
    }
    if (!batch.jars().isEmpty() && !batch.jars().equals(jars)) {
      jars = batch.jars();
      current = null; // the next task opens them
    }
  }

  /**
   * Its classes, which are loaded if they are not yet; for a thread that runs its tasks.
   *
   * @throws dev.baton.EnvironmentException if this host does not have its jars
   */
  Classes classes() {
    Classes known = current;
    return known == null ? load() : known;
  }

  private synchronized Classes load() {
    Classes loaded = current;
    if (loaded == null) {
      loaded = jars.isEmpty() ? shared : loadOwn();
      current = loaded;
    }
    return loaded;
  }

  private Classes loadOwn() {
    JobClasses known = own;
    if (known == null) {
      known = makeOwn.get();
      own = known;
    }
    known.require(jars);
    return new Classes(known.loader(), known.objects());
  }

  /**
   * Makes sure that the initializer has run; for the thread of a task that is about to start.
   *
   * @throws dev.baton.InitializerException if it failed, now or before
   */
  void initialize(RunningTask first) {
    Initializer known = initializer;
    (known == null ? makeInitializer() : known).ensure(first);
  }

  private synchronized Initializer makeInitializer() {
    Initializer known = initializer;
    if (known == null) {
      known = new Initializer(encodedInitializer, load().objects().codec());
      initializer = known;
    }
    return known;
  }

  /** Notes that its coordinator has ended. */
  synchronized void end() {
    isOver = true;
  }

  synchronized boolean isOver() {
    return isOver;
  }

  /** When its last batch came. */
  synchronized long lastUsedNs() {
    return lastUsedNs;
  }

  synchronized boolean hasOwnClasses() {
    return own != null;
  }

  /** Lets go of its own objects whose data is gone; may wait for user code that decodes. */
  void tidy() {
    JobClasses known;
    synchronized (this) {
      known = own;
    }
    if (known != null) {
      known.objects().tidy();
    }
  }

  /**
   * What is left to do once a program has left.
   *
   * @param exitHook to run, or null
   * @param own classes to close then, or null
   */
  record Remains(ExitHooks.@Nullable Due exitHook, @Nullable JobClasses own) {}

  /**
   * Forgets its own classes and their state. If a task comes after all, they are loaded again, and
   * the initializer runs again.
   */
  synchronized Remains leave() {
    Remains remains = new Remains(takeExitHook(), own);
    own = null;
    initializer = null;
    current = null;
    return remains;
  }

  /** Whether it has an exit hook that nobody has taken. */
  boolean hasExitHook() {
    Initializer known = initializer;
    return known != null && known.hasExitHook();
  }

  /** Its exit hook, for the only caller that gets it; null if there is none. */
  synchronized ExitHooks.@Nullable Due takeExitHook() {
    Initializer known = initializer;
    RunnableTask hook = known == null ? null : known.takeExitHook();
    return hook == null
        ? null
        : new ExitHooks.Due(hook, own == null ? shared.loader() : own.loader());
  }
}
