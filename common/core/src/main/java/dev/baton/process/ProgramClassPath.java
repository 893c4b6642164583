package dev.baton.process;

import dev.baton.EnvironmentException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The part of a program's class path that its workers on other hosts need: everything but Baton,
 * the libraries that Baton needs, and what is not there.
 */
public final class ProgramClassPath {

  private static final Path BATON = Path.of("dev", "baton");
  private static final Path JAR_DATA = Path.of("META-INF");
  private static final Path MODULE = Path.of("module-info.class");

  /** A class of each module of Baton that a program may have in a directory, as in an IDE. */
  private static final List<String> MODULES =
      List.of(
          "Task.class",
          "wire/Frame.class",
          "worker/WorkerMain.class",
          "broker/EmbeddedBroker.class",
          "pool/ProcessPool.class",
          "cli/Baton.class");

  private ProgramClassPath() {}

  /**
   * The jars and directories of a program, in the order of its class path.
   *
   * @param classPath empty for that of this process
   * @throws EnvironmentException if one of them cannot be read
   */
  public static List<Path> entries(List<Path> classPath) {
    ClassPathParts parts = ClassPathParts.of(classPath, List.of());
    Set<Path> found = new LinkedHashSet<>();
    parts.others().forEach(entry -> addWithFollowers(entry, found));
    return found.stream().filter(entry -> !parts.own().contains(entry)).toList();
  }

  private static void addWithFollowers(Path entry, Set<Path> found) {
    if (Files.isDirectory(entry)) {
      if (!isOfBaton(entry)) {
        found.add(entry);
      }
    } else if (Files.isRegularFile(entry) && found.add(entry)) {
      followers(entry).forEach(follower -> addWithFollowers(follower, found));
    }
  }

  /** The entries that a jar names in its manifest, as build tools do for a long class path. */
  private static List<Path> followers(Path jar) {
    List<Path> followers = new ArrayList<>();
    try (JarFile opened = new JarFile(jar.toFile())) {
      @Nullable Manifest manifest = opened.getManifest();
      @Nullable String named =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      if (named != null) {
        for (String word : named.strip().split("\\s+", -1)) {
          @Nullable Path follower = fileOf(jar.toUri(), word);
          if (follower != null) {
            followers.add(follower);
          }
        }
      }
      return followers;
    } catch (IOException e) {
      return List.of(); // not a jar: a JVM passes over it too
    }
  }

  private static @Nullable Path fileOf(URI jar, String word) {
    try {
      URI uri = jar.resolve(word);
      return "file".equals(uri.getScheme()) ? Path.of(uri).toAbsolutePath().normalize() : null;
    } catch (IllegalArgumentException e) {
      return null; // not a place where a JVM would look either
    }
  }

  /** Whether a directory has classes of Baton and of nothing else. */
  private static boolean isOfBaton(Path directory) {
    if (MODULES.stream().noneMatch(name -> Files.exists(directory.resolve(BATON).resolve(name)))) {
      return false;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(path -> !Files.isDirectory(path))
          .map(directory::relativize)
          .allMatch(
              path -> path.startsWith(BATON) || path.startsWith(JAR_DATA) || path.equals(MODULE));
    } catch (IOException | InvalidPathException e) {
      throw new EnvironmentException(directory + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The jar of an entry: itself, or a directory packed into one. Only the contents of a directory
   * decide what is in the jar.
   *
   * @param packed where a new jar may be put; the caller removes the directory
   */
  public static Path jarOf(Path entry, Path packed) throws IOException {
    if (!Files.isDirectory(entry)) {
      return entry;
    }
    Path jar = Files.createTempFile(packed, "classes-", ".jar");
    PackedDirectory.write(entry, jar);
    return jar;
  }
}
