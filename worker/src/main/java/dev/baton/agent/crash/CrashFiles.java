package dev.baton.agent.crash;

import dev.baton.config.StateHome;
import dev.baton.process.TempDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that JVMs write when they crash. They are kept where a person can find them later. Only
 * their owner can read them, because they contain parts of the memory and the environment.
 * Thread-safe.
 *
 * <p>They are in {@code crashes} in the {@link StateHome}, or in the temp directory if that cannot
 * be created.
 */
public final class CrashFiles {

  /** A week, so that a person can look on Monday at what happened over the weekend. */
  private static final Duration KEPT_FOR = Duration.ofDays(7);

  /** At 100 KiB a file, some megabytes. */
  private static final int KEPT = 50;

  private static final String PREFIX = "crash-";
  private static final String SUFFIX = ".log";
  private static final int HEAD_LINES = 40;
  private static final String FRAME = "# Problematic frame:";
  private static final Pattern SIGNAL = Pattern.compile("^#\\s+(SIG[A-Z]+) ");

  private final Path directory;
  private final Map<Long, Path> ofOthers = new ConcurrentHashMap<>();

  /**
   * Process ids are reused; so a file's name also has a time stamp of the process that waits for
   * it.
   */
  private final String name =
      PREFIX + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + '-';

  CrashFiles(Path directory) {
    this.directory = directory;
  }

  /** The crash files of this user; old ones are removed. */
  public static CrashFiles ofThisUser() {
    CrashFiles files = new CrashFiles(place(StateHome.ofThisUser()));
    files.sweep(Instant.now());
    return files;
  }

  /** Creates the directory if possible. */
  public static Path place(Path state) {
    try {
      return ownDirectory(state.resolve("crashes"));
    } catch (IOException | UnsupportedOperationException e) {
      return TempDirectory.path();
    }
  }

  /** Flags that put the file where the agent looks for it, and save the disk from a memory dump. */
  public List<String> flags() {
    return List.of("-XX:ErrorFile=" + path("%p"), "-XX:-CreateCoredumpOnCrash");
  }

  /** A process that another process started writes a different file. */
  public void add(long pid, Path file) {
    ofOthers.put(pid, file);
  }

  /** The file that a process started with the {@link #flags} writes. */
  public Path file(long pid) {
    return path(Long.toString(pid));
  }

  /**
   * What the file of a process says about the crash, and where the file is; empty if there is none.
   */
  public String describe(long pid) {
    Path file = ofOthers.getOrDefault(pid, file(pid));
    if (!Files.isReadable(file)) {
      return "";
    }
    try (Stream<String> text = Files.lines(file)) {
      protect(file);
      List<String> lines = text.limit(HEAD_LINES).toList();
      return "crashed" + signal(lines) + frame(lines) + ", see " + file;
    } catch (IOException | UncheckedIOException e) {
      return "crashed, see " + file;
    }
  }

  private static String signal(List<String> lines) {
    return lines.stream()
        .map(SIGNAL::matcher)
        .filter(Matcher::find)
        .findFirst()
        .map(found -> " by " + found.group(1))
        .orElse("");
  }

  private static String frame(List<String> lines) {
    int at = lines.indexOf(FRAME);
    return at < 0 || at + 1 == lines.size()
        ? ""
        : " in " + lines.get(at + 1).replaceFirst("^#", "").strip();
  }

  /** Removes files that are too old or too many. */
  public void sweep(Instant now) {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> newestFirst =
          files
              .filter(CrashFiles::isOurs)
              .sorted(Comparator.comparing(CrashFiles::modified).reversed())
              .toList();
      for (int i = 0; i < newestFirst.size(); i++) {
        Path file = newestFirst.get(i);
        if (i >= KEPT || modified(file).toInstant().isBefore(now.minus(KEPT_FOR))) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      // Left for the next sweep.
    }
  }

  private Path path(String pid) {
    return directory.resolve(name + pid + SUFFIX);
  }

  private static boolean isOurs(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  private static Path ownDirectory(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (!Files.isDirectory(path)) {
      Files.createDirectory(
          path,
          PosixFilePermissions.asFileAttribute(
              EnumSet.of(
                  PosixFilePermission.OWNER_READ,
                  PosixFilePermission.OWNER_WRITE,
                  PosixFilePermission.OWNER_EXECUTE)));
    }
    return path;
  }

  /** The JVM leaves the permissions to the umask, which is too lax for the temp directory. */
  private static void protect(Path file) throws IOException {
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      var _ =
          Files.setPosixFilePermissions(
              file, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    }
  }
}
