package dev.baton.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmClassPathTest {

  @TempDir private Path directory;

  @Test
  void withoutAModulePathItIsTheClassPath() {
    assertThat(JvmClassPath.of("a.jar:b", null)).isEqualTo("a.jar:b");
    assertThat(JvmClassPath.of("a.jar:b", "")).isEqualTo("a.jar:b");
  }

  @Test
  void modulesComeBehindTheClassPath() throws IOException {
    Path jar = Files.createFile(directory.resolve("m.jar"));

    assertThat(JvmClassPath.of("a.jar", jar.toString())).isEqualTo(path("a.jar", jar));
    assertThat(JvmClassPath.of("", jar.toString())).isEqualTo(jar.toString());
  }

  @Test
  void aDirectoryIsAModuleOrHasSomeInIt() throws IOException {
    Path exploded = module("exploded");
    Path many = Files.createDirectory(directory.resolve("many"));
    Path jar = Files.createFile(many.resolve("b.jar"));
    Path inner = module("many/c");
    Files.createFile(many.resolve("notes.txt"));
    Files.createDirectory(many.resolve("empty"));

    assertThat(JvmClassPath.of("", path(exploded, many))).isEqualTo(path(exploded, jar, inner));
  }

  private Path module(String name) throws IOException {
    Path module = Files.createDirectories(directory.resolve(name));
    Files.createFile(module.resolve("module-info.class"));
    return module;
  }

  private static String path(Object... entries) {
    StringBuilder path = new StringBuilder();
    for (Object entry : entries) {
      path.append(path.isEmpty() ? "" : File.pathSeparator).append(entry);
    }
    return path.toString();
  }
}
