package dev.baton.standby;

import dev.baton.process.ClassPathParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JVM of a worker: everything in which a program could notice a difference. Immutable.
 *
 * @param jdk the JDK's location and version
 * @param options of the JVM, except those for the default heap size, crash files and start caches
 * @param heapShare the percentage of the machine's memory that the heap may take if the options do
 *     not say it, or 0
 * @param surroundings what the process finds and reacts to by itself, by name: variables that the
 *     JVM reads, and the namespaces of processes and files
 * @param jars Baton's, and those of its libraries
 */
public record WorkerJvm(
    String jdk,
    List<String> options,
    double heapShare,
    Map<String, String> surroundings,
    List<Jar> jars) {

  private static final String SURROUNDINGS = "surroundings.";

  /** Read by JVMs, or by the C library for them; so are all that begin with {@code LC_}. */
  private static final List<String> VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "LANG", "LANGUAGE", "TZ");

  /** In another container a process id or a path means something else. */
  private static final List<String> NAMESPACES = List.of("pid", "mnt");

  /** Shares are compared to this precision, in percent. */
  private static final double ROUNDING = 0.01;

  public WorkerJvm {
    options = List.copyOf(options);
    surroundings = Map.copyOf(surroundings);
    jars = List.copyOf(jars);
  }

  /** A file with its size and time when it was looked at. */
  public record Jar(Path path, long bytes, long modifiedMs) {

    static Jar of(Path path) throws IOException {
      return new Jar(path, Files.size(path), Files.getLastModifiedTime(path).toMillis());
    }

    /**
     * For two copies, names and sizes decide; but one and the same file may have been rewritten.
     */
    boolean isSame(Jar other) {
      return String.valueOf(path.getFileName()).equals(String.valueOf(other.path.getFileName()))
          && bytes == other.bytes
          && (!path.equals(other.path) || modifiedMs == other.modifiedMs);
    }

    String artifact() {
      return ClassPathParts.artifact(path);
    }
  }

  /**
   * Describes the JVM that this process would start.
   *
   * @throws IOException if the JDK or one of the jars is missing
   */
  public static WorkerJvm ofThisProcess(List<String> options, double heapShare, List<Path> jars)
      throws IOException {
    Path home = Path.of(System.getProperty("java.home")).toRealPath();
    List<Jar> files = new ArrayList<>();
    for (Path jar : jars) {
      files.add(Jar.of(jar));
    }
    return new WorkerJvm(
        home + ", " + Runtime.version(), options, heapShare, surroundings(System.getenv()), files);
  }

  static Map<String, String> surroundings(Map<String, String> environment) {
    Map<String, String> found = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (VARIABLES.contains(name) || name.startsWith("LC_")) {
            found.put(name, value);
          }
        });
    for (String namespace : NAMESPACES) {
      try {
        Path link = Path.of("/proc/self/ns", namespace);
        found.put(namespace + " namespace", Files.readSymbolicLink(link).toString());
      } catch (IOException e) {
        // Not Linux: there are none.
      }
    }
    return found;
  }

  /**
   * Why a program that would start another JVM cannot take this one instead.
   *
   * @return the reason, with the standby workers as its subject; null if it can
   */
  public @Nullable String whyNot(WorkerJvm wanted) {
    if (!jdk.equals(wanted.jdk)) {
      return "their JDK is " + jdk + ", that of the program " + wanted.jdk;
    }
    if (!options.equals(wanted.options)) {
      return "their JVM options are "
          + difference(options, wanted.options)
          + ", those of the program "
          + difference(wanted.options, options);
    }
    if (heapShare < wanted.heapShare - ROUNDING) {
      return "each of them may take %.1f %% of the memory, and one of this pool %.1f %%: give both the same number of workers, or the same heap"
          .formatted(heapShare, wanted.heapShare);
    }
    for (String name : names(surroundings, wanted.surroundings)) {
      String here = surroundings.getOrDefault(name, "");
      if (!here.equals(wanted.surroundings.getOrDefault(name, ""))) {
        return "their " + name + " is '" + here + "', which differs from the program's";
      }
    }
    return whyNotJars(wanted.jars);
  }

  private @Nullable String whyNotJars(List<Jar> wanted) {
    for (Jar jar : jars) {
      Jar theirs =
          wanted.stream()
              .filter(each -> each.artifact().equals(jar.artifact()))
              .findFirst()
              .orElse(null);
      if (theirs == null) {
        return "they have " + jar.path.getFileName() + ", and the program has no such library";
      }
      if (!jar.isSame(theirs)) {
        return "their " + jar.path + " differs from the program's " + theirs.path;
      }
    }
    return null;
  }

  /** What the program has to add to the class path of these workers, in the program's order. */
  public List<Path> missing(ClassPathParts ofProgram) {
    List<String> known = jars.stream().map(Jar::artifact).toList();
    return Stream.concat(
            ofProgram.own().stream().filter(jar -> !known.contains(ClassPathParts.artifact(jar))),
            ofProgram.others().stream())
        .toList();
  }

  /** The options that one has and the other lacks. */
  private static String difference(List<String> one, List<String> other) {
    List<String> rest = one.stream().filter(option -> !other.contains(option)).toList();
    return rest.isEmpty() ? "fewer" : String.join(" ", rest);
  }

  private static Iterable<String> names(Map<String, String> one, Map<String, String> other) {
    TreeSet<String> names = new TreeSet<>(one.keySet());
    names.addAll(other.keySet());
    return names;
  }

  /** This description as texts. */
  Map<String, String> toFields() {
    Map<String, String> fields = new HashMap<>();
    fields.put("jdk", jdk);
    fields.put("heapShare", Double.toString(heapShare));
    Fields.putAll(fields, "option", options);
    Fields.putAll(fields, "jar", jars.stream().map(jar -> jar.path.toString()).toList());
    Fields.putAll(fields, "bytes", jars.stream().map(jar -> Long.toString(jar.bytes)).toList());
    Fields.putAll(
        fields, "modified", jars.stream().map(jar -> Long.toString(jar.modifiedMs)).toList());
    surroundings.forEach((name, value) -> fields.put(SURROUNDINGS + name, value));
    return fields;
  }

  /**
   * Reads what {@link #toFields} wrote.
   *
   * @throws IOException if another Baton version wrote it differently
   */
  static WorkerJvm of(Map<String, String> fields) throws IOException {
    try {
      List<String> paths = Fields.all(fields, "jar");
      List<String> bytes = Fields.all(fields, "bytes");
      List<String> modified = Fields.all(fields, "modified");
      List<Jar> jars = new ArrayList<>();
      for (int i = 0; i < paths.size(); i++) {
        jars.add(
            new Jar(
                Path.of(paths.get(i)),
                Long.parseLong(bytes.get(i)),
                Long.parseLong(modified.get(i))));
      }
      Map<String, String> surroundings = new HashMap<>();
      fields.forEach(
          (name, value) -> {
            if (name.startsWith(SURROUNDINGS)) {
              surroundings.put(name.substring(SURROUNDINGS.length()), value);
            }
          });
      return new WorkerJvm(
          fields.getOrDefault("jdk", ""),
          Fields.all(fields, "option"),
          Double.parseDouble(fields.getOrDefault("heapShare", "")),
          surroundings,
          jars);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException("the standby server has another Baton version", e);
    }
  }
}
