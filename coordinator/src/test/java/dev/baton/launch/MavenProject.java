package dev.baton.launch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A project of a user's that depends on the Baton of this build. Its local repository has what the
 * user's has, by links, so that nothing of Baton gets into that one.
 */
final class MavenProject {

  private static final String VERSION = "0.1.0-SNAPSHOT";
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private final Path directory;
  private final Path repository;

  private MavenProject(Path directory, Path repository) {
    this.directory = directory;
    this.repository = repository;
  }

  /**
   * Makes a project.
   *
   * @param pom the source of its {@code pom.xml}
   */
  static MavenProject make(Path directory, String pom) throws IOException {
    Path repository = directory.resolve("repository");
    link(Path.of(System.getProperty("user.home"), ".m2", "repository"), repository);
    Path baton = repository.resolve("dev/baton");
    copy(ROOT.resolve("pom.xml"), baton.resolve("baton").resolve(VERSION), "baton", "pom");
    for (String module : List.of("common", "worker", "coordinator")) {
      String name = "baton-" + module;
      Path target = baton.resolve(name).resolve(VERSION);
      copy(ROOT.resolve(module).resolve("pom.xml"), target, name, "pom");
      copy(
          ROOT.resolve(module).resolve("target/" + name + "-" + VERSION + ".jar"),
          target,
          name,
          "jar");
    }
    Path project = Files.createDirectory(directory.resolve("project"));
    Files.copy(LaunchedProgram.source(pom), project.resolve("pom.xml"));
    return new MavenProject(project, repository);
  }

  /** Puts a source file into the project. */
  MavenProject with(String source, String place) throws IOException {
    Path file = directory.resolve(place);
    Files.createDirectories(file.getParent());
    Files.copy(LaunchedProgram.source(source), file);
    return this;
  }

  /** Runs Maven, which must end well; returns what it printed. */
  String maven(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("mvn", "--batch-mode"));
    command.add("-Dmaven.repo.local=" + repository);
    command.addAll(List.of(words));
    return LaunchedProgram.outputOf(
        directory, command, Map.of("JAVA_HOME", System.getProperty("java.home")));
  }

  Path directory() {
    return directory;
  }

  private static void copy(Path file, Path directory, String name, String type) throws IOException {
    Files.createDirectories(directory);
    Files.copy(file, directory.resolve(name + "-" + VERSION + "." + type));
  }

  private static void link(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path found, BasicFileAttributes attributes)
              throws IOException {
            if (found.endsWith("dev/baton")) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(found)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path found, BasicFileAttributes attributes)
              throws IOException {
            Files.createLink(to.resolve(from.relativize(found)), found);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
