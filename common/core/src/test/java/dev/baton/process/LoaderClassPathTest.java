package dev.baton.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoaderClassPathTest {

  @TempDir private Path temporary;

  @Test
  void nothingIsSaidWhereTheJvmsOwnClassPathIsAll() {
    assertThat(LoaderClassPath.of(ClassLoader.getSystemClassLoader())).isEmpty();
    assertThat(LoaderClassPath.of(null)).isEmpty();
  }

  @Test
  void loadersAreAskedFromTheInnermostOutwardsAndTheJvmsClassPathComesLast() throws IOException {
    Path inner = Files.createDirectory(temporary.resolve("inner classes"));
    Path outer = Files.createFile(temporary.resolve("outer.jar"));
    try (URLClassLoader parent =
            new URLClassLoader(new URL[] {url(outer)}, ClassLoader.getSystemClassLoader());
        URLClassLoader child = new URLClassLoader(new URL[] {url(inner), url(outer)}, parent)) {
      assertThat(LoaderClassPath.of(child))
          .startsWith(inner, outer)
          .endsWith(Path.of(OwnJars.entries(System.getProperty("java.class.path")).getLast()))
          .doesNotHaveDuplicates();
    }
  }

  private static URL url(Path file) throws IOException {
    return file.toUri().toURL();
  }
}
