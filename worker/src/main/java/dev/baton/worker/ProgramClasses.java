package dev.baton.worker;

import java.io.File;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * The classes of a program, for a worker that was started before its program was known. They come
 * after Baton's, as on the class path of other workers. It also has the threads of the common pool
 * find the classes of the program whose tasks run. Thread-safe.
 */
public final class ProgramClasses implements ForkJoinWorkerThreadFactory {

  private static final String CLASS_PATH = "java.class.path";

  /** The system property by which the JDK finds the factory for its common pool's threads. */
  private static final String COMMON_THREADS =
      "java.util.concurrent.ForkJoinPool.common.threadFactory";

  /** The current threads; also guards what they are given. */
  private static final Set<Thread> COMMON = new HashSet<>();

  /** Finds the classes on the worker's class path. */
  private static ClassLoader base = ClassLoader.getSystemClassLoader();

  private static volatile ClassLoader loader = base;

  /** For the JDK. */
  public ProgramClasses() {}

  /**
   * Makes the threads of the common pool find the program's classes; call it before that pool
   * exists.
   */
  static void expect() {
    if (System.getProperty(COMMON_THREADS) == null) {
      System.setProperty(COMMON_THREADS, ProgramClasses.class.getName());
    }
  }

  /**
   * Makes the threads of the common pool find the classes of the program whose task runs now. If
   * tasks of several programs run at the same time, the last to begin counts.
   */
  @SuppressWarnings("ReferenceEquality") // class loaders are compared by identity
  static void use(ClassLoader ofTask) {
    if (loader != ofTask) {
      change(ofTask);
    }
  }

  /** Lets the threads of the common pool forget a loader. */
  @SuppressWarnings("ReferenceEquality") // as above
  static void leave(ClassLoader closed) {
    synchronized (COMMON) {
      if (loader == closed) {
        change(base);
      }
    }
  }

  private static void change(ClassLoader next) {
    synchronized (COMMON) {
      loader = next;
      COMMON.forEach(thread -> thread.setContextClassLoader(next));
    }
  }

  /**
   * Adds them.
   *
   * @return the class loader that finds them, also set for this thread and those that it starts
   */
  static ClassLoader add(List<Path> classPath) {
    if (classPath.isEmpty()) {
      return Thread.currentThread().getContextClassLoader();
    }
    StringBuilder longer = new StringBuilder(System.getProperty(CLASS_PATH));
    classPath.forEach(entry -> longer.append(File.pathSeparatorChar).append(entry));
    System.setProperty(CLASS_PATH, longer.toString());
    URL[] urls = classPath.stream().map(ProgramClasses::url).toArray(URL[]::new);
    ClassLoader found = new URLClassLoader(urls, ClassLoader.getSystemClassLoader());
    synchronized (COMMON) {
      base = found;
      change(found); // some threads were created for Baton
    }
    Thread.currentThread().setContextClassLoader(found);
    return found;
  }

  @Override
  public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
    return new CommonThread(pool);
  }

  /** Unlike the JDK's, it keeps its class loader from task to task. */
  private static final class CommonThread extends ForkJoinWorkerThread {

    CommonThread(ForkJoinPool pool) {
      super(pool);
      synchronized (COMMON) {
        COMMON.add(this);
        setContextClassLoader(loader);
      }
    }

    @Override
    protected void onTermination(@Nullable Throwable exception) {
      synchronized (COMMON) {
        COMMON.remove(this);
      }
      super.onTermination(exception);
    }
  }

  private static URL url(Path entry) {
    try {
      return entry.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }
}
