package dev.baton.pool.code;

import dev.baton.EnvironmentException;
import dev.baton.UsageException;
import dev.baton.process.ProgramClassPath;
import dev.baton.store.StoreDirectory;
import dev.baton.store.StoreLocations;
import dev.baton.wire.ContentId;
import dev.baton.wire.JobJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a program's tasks need that their hosts may not have: its jars, and files. Thread-safe.
 *
 * <p>Directories of classes become jars; the same contents make the same jar, so that a host that
 * has it needs it no more.
 */
public final class JobCode implements AutoCloseable {

  private static final AtomicLong COUNT = new AtomicLong();

  /** A jar, and where it is here. */
  record Jar(JobJar jar, Path file) {}

  /**
   * A file that tasks read.
   *
   * @param mayBeSent whether it is to be sent to hosts that lack it
   */
  record Input(ContentId id, Path file, boolean mayBeSent) {}

  private volatile List<Jar> jars = List.of();
  private volatile List<Input> inputs = List.of();
  private @Nullable StoreDirectory packed;
  private boolean isClosed;

  /** Creates an instance without jars. */
  public JobCode() {}

  /** The jars, in the order of the class path. */
  List<Jar> jars() {
    return jars;
  }

  /**
   * Adds files that tasks read, for hosts that may not share their file system.
   *
   * @param mayBeSent whether they are to be sent to hosts that lack them
   * @throws EnvironmentException if one of them cannot be read; none is added then
   */
  public synchronized void addInputs(List<Path> files, boolean mayBeSent) {
    List<Input> all = new ArrayList<>(inputs);
    files.forEach(file -> all.add(input(file.toAbsolutePath().normalize(), mayBeSent)));
    inputs = List.copyOf(all);
  }

  private static Input input(Path file, boolean mayBeSent) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Input(
          ContentId.ofInput(file.toString(), now.size(), now.lastModifiedTime().toMillis()),
          file,
          mayBeSent);
    } catch (IOException e) {
      throw new EnvironmentException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The files that tasks read. */
  List<Input> inputs() {
    return inputs;
  }

  /** At most how many bytes they take in a record. */
  public int maxBytes() {
    return jars.stream().mapToInt(jar -> jar.jar().maxBytes()).sum();
  }

  /**
   * Adds jars or directories, behind the others; those that are there already are not added again.
   *
   * @return whether any was added
   * @throws UsageException if there is no such file, or it cannot be read
   * @throws EnvironmentException if there is no room to pack a directory
   */
  public synchronized boolean add(List<Path> entries) {
    if (isClosed) {
      throw new IllegalStateException("The pool is closed.");
    }
    List<Jar> all = new ArrayList<>(jars);
    for (Path entry : entries) {
      Jar jar = jar(entry.toAbsolutePath().normalize());
      if (all.stream().noneMatch(known -> known.jar().hash().equals(jar.jar().hash()))) {
        all.add(jar);
      }
    }
    boolean hasMore = all.size() > jars.size();
    jars = List.copyOf(all);
    return hasMore;
  }

  private Jar jar(Path entry) {
    if (!Files.exists(entry)) {
      throw new UsageException("There is no file " + entry + ": the program's workers need it.");
    }
    try {
      Path file = Files.isDirectory(entry) ? ProgramClassPath.jarOf(entry, packed()) : entry;
      return new Jar(new JobJar(ContentId.of(file), name(entry)), file);
    } catch (IOException e) {
      throw new EnvironmentException(
          entry + " cannot be read for the program's workers: " + e.getMessage(), e);
    }
  }

  private static String name(Path entry) {
    return Files.isDirectory(entry) ? entry + "/" : String.valueOf(entry.getFileName());
  }

  private Path packed() {
    StoreDirectory known = packed;
    if (known == null) {
      String name = "code-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
      known = StoreLocations.ofThisHost().createSole(name);
      if (known == null) {
        throw new EnvironmentException("Another process uses the name " + name + ".");
      }
      packed = known;
    }
    return known.path();
  }

  /** Removes packed directories; hosts keep what they have. */
  @Override
  public synchronized void close() {
    isClosed = true;
    if (packed != null) {
      packed.close();
    }
  }
}
