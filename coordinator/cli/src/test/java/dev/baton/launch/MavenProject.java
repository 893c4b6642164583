package dev.baton.launch;

import dev.baton.distribution.SourceTree;
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
    install(SourceTree.ROOT, "baton", baton);
    for (String module : SourceTree.modules()) {
      install(SourceTree.ROOT.resolve(module), "baton-" + Path.of(module).getFileName(), baton);
    }
    Path project = Files.createDirectory(directory.resolve("project"));
    Files.copy(LaunchedProgram.source(pom), project.resolve("pom.xml"));
    return new MavenProject(project, repository);
  }

  /** Puts a source file into the project. */
  MavenProject with(String source, String place) throws IOException {
    return withText(Files.readString(LaunchedProgram.source(source)), place);
  }

  /** Puts a file into the project. */
  MavenProject withText(String text, String place) throws IOException {
    Path file = directory.resolve(place);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
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

  private static void install(Path module, String name, Path baton) throws IOException {
    Path target = baton.resolve(name).resolve(VERSION);
    copy(module.resolve("pom.xml"), target, name, "pom");
    Path jar = module.resolve("target/" + name + "-" + VERSION + ".jar");
    if (Files.exists(jar)) {
      copy(jar, target, name, "jar");
    }
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
