package dev.baton.pool.engine;

import dev.baton.EnvironmentException;
import dev.baton.TaskEncodingException;
import dev.baton.codec.ClassListener;
import dev.baton.config.WorkerSettings;
import dev.baton.pool.setup.PoolConfig;
import dev.baton.process.LoaderClassPath;
import dev.baton.process.ProgramJars;
import dev.baton.store.StoreDirectory;
import dev.baton.store.StoreLocations;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Classes of a program that are not on the class path of its workers: those that {@code java
 * Program.java} or JShell has compiled in memory, or that come from a class loader that does not
 * tell where it looks. Workers on the program's host find them in a directory on their class path.
 * Each class is written there, with all classes that it refers to, before the first record that
 * names it is sent. Thread-safe.
 */
final class SentClasses implements ClassListener, AutoCloseable {

  private static final String CLASS = ".class";
  private static final String JDK = "jrt";
  private static final Pattern COMPILERS = Pattern.compile("sourcelauncher-.*|jshell");

  /** A class in a descriptor, such as {@code (Lapp/Item;I)V}. */
  private static final Pattern DESCRIBED = Pattern.compile("L([^;:<>()]+)[;<]");

  private static final AtomicLong COUNT = new AtomicLong();

  private final @Nullable StoreDirectory directory;
  private final Set<Path> classPath;

  /** Whether the classes under a URL are on the class path of the workers. */
  private final Map<String, Boolean> places = new HashMap<>();

  /** Names of classes that the workers can find. */
  private final Set<String> known = new HashSet<>();

  private final ClassValue<Boolean> sent =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          send(type);
          return true;
        }
      };

  private SentClasses(@Nullable StoreDirectory directory, Set<Path> classPath) {
    this.directory = directory;
    this.classPath = classPath;
  }

  /**
   * Creates the classes for the workers of a pool. Workers on other hosts cannot get such classes:
   * a record that needs one is refused.
   */
  static SentClasses of(PoolConfig config) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    boolean hasNone = loader == null || loader.equals(ClassLoader.getSystemClassLoader());
    if (hasNone || !config.local()) {
      return new SentClasses(null, Set.of());
    }
    String name = "classes-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    StoreDirectory made = StoreLocations.ofThisHost().createSole(name);
    if (made == null) {
      throw new EnvironmentException("Another process uses the name " + name + ".");
    }
    Set<Path> classPath = LoaderClassPath.entries(config.get(WorkerSettings.CLASS_PATH));
    ProgramJars.files(config.get(WorkerSettings.JARS))
        .forEach(jar -> classPath.add(jar.toAbsolutePath().normalize()));
    return new SentClasses(made, classPath);
  }

  /** Notes that the workers also find the classes of these jars. */
  synchronized void areInJars(List<Path> jars) {
    if (directory != null) {
      jars.forEach(jar -> classPath.add(jar.toAbsolutePath().normalize()));
      places.clear();
    }
  }

  /** Configures a pool so that its workers find these classes. */
  PoolConfig addTo(PoolConfig config) {
    return directory == null
        ? config
        : config.with(
            WorkerSettings.JARS,
            Stream.concat(config.get(WorkerSettings.JARS).stream(), Stream.of(directory.path()))
                .toList());
  }

  @Override
  public void isToBeSent(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader != null && !loader.equals(ClassLoader.getSystemClassLoader())) {
      var _ = sent.get(type);
    }
  }

  private synchronized void send(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    Deque<String> names = new ArrayDeque<>();
    names.add(type.getNestHost().getName().replace('.', '/'));
    while (!names.isEmpty()) {
      String name = names.remove();
      @Nullable URL url = known.contains(name) ? null : find(name, loader);
      if (url == null) {
        continue;
      }
      if (directory == null) {
        requireNoCompiler(type, url);
        return;
      }
      if (!isInClassPath(url, name + CLASS)) {
        names.addAll(write(directory.path().resolve(name + CLASS), url));
      }
      known.add(name);
    }
  }

  private boolean isInClassPath(URL url, String resource) {
    String place = url.toString().replace(resource, "");
    return url.getProtocol().equals(JDK)
        || places.computeIfAbsent(
            place,
            _ -> {
              @Nullable Path entry = LoaderClassPath.entryOf(url, resource);
              return entry != null && classPath.contains(entry);
            });
  }

  private static @Nullable URL find(String name, ClassLoader loader) {
    @Nullable URL url = loader.getResource(name + CLASS);
    if (url != null) {
      return url;
    }
    try { // java Program.java compiles other files of the program on demand
      var _ = Class.forName(name.replace('/', '.'), false, loader);
      return loader.getResource(name + CLASS);
    } catch (ClassNotFoundException | LinkageError e) {
      return null; // not a class, or one that the program does without
    }
  }

  private static void requireNoCompiler(Class<?> type, URL url) {
    if (COMPILERS.matcher(url.getProtocol()).matches()) {
      throw new TaskEncodingException(
          type.getNestHost().getName()
              + " cannot be sent: it was compiled in memory, where the workers of a cluster cannot"
              + " get it. Compile the program with javac, and run it with its class files on the"
              + " class path.",
          type.getName(),
          null);
    }
  }

  /** Writes a class; returns the names in it that may be class names. */
  private static Set<String> write(Path file, URL url) {
    try (InputStream in = url.openStream()) {
      byte[] bytes = in.readAllBytes();
      Files.createDirectories(file.getParent());
      Path making =
          Files.createTempFile(file.getParent(), "", ".new"); // written whole, or not at all
      Files.write(making, bytes);
      Files.move(making, file, StandardCopyOption.ATOMIC_MOVE);
      return referredTo(bytes);
    } catch (IOException e) {
      throw new EnvironmentException(
          "A class cannot be written to " + file + " for the workers: " + e.getMessage(), e);
    }
  }

  private static Set<String> referredTo(byte[] classFile) {
    Set<String> names = new HashSet<>();
    for (PoolEntry entry : ClassFile.of().parse(classFile).constantPool()) {
      switch (entry) {
        case ClassEntry type -> names.add(type.asInternalName());
        case Utf8Entry text -> {
          Matcher described = DESCRIBED.matcher(text.stringValue());
          while (described.find()) {
            names.add(described.group(1));
          }
        }
        default -> {
          // It is not a class name.
        }
      }
    }
    return names;
  }

  @Override
  public void close() {
    if (directory != null) {
      directory.close();
    }
  }
}
