package dev.baton.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A program's class path in two parts.
 *
 * @param own Baton's jars and those of its libraries, in their order; none if Baton is in a
 *     directory, or in one jar with the program
 * @param others the program's own entries, in their order, absolute
 */
public record ClassPathParts(List<Path> own, List<Path> others) {

  public ClassPathParts {
    own = List.copyOf(own);
    others = List.copyOf(others);
  }

  /** The class path of this process, followed by more entries. */
  public static ClassPathParts ofThisProcess(Collection<Path> more) {
    return of(List.of(), more);
  }

  /**
   * The class path of JVMs that are started with one, followed by more entries.
   *
   * @param start empty for this process's own
   */
  public static ClassPathParts of(List<Path> start, Collection<Path> more) {
    List<String> words = new ArrayList<>();
    words.add(start.isEmpty() ? JvmClassPath.ofThisJvm() : LoaderClassPath.word(start));
    more.forEach(path -> words.add(path.toString()));
    return of(String.join(File.pathSeparator, words), OwnJars.known());
  }

  static ClassPathParts of(String classPath, OwnJars jars) {
    List<Path> own = jars.in(classPath);
    List<Path> others =
        OwnJars.entries(classPath).stream()
            .map(entry -> Path.of(entry).toAbsolutePath().normalize())
            .filter(entry -> !own.contains(entry))
            .toList();
    return new ClassPathParts(own, others);
  }

  /** The name of a library, without its version: {@code kryo} of {@code kryo-5.6.2.jar}. */
  public static String artifact(Path jar) {
    return OwnJars.artifact(String.valueOf(jar.getFileName()));
  }
}
