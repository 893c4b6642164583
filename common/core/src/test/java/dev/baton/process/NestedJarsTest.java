package dev.baton.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestedJarsTest {

  @TempDir private Path temporary;

  private Path outer;
  private NestedJars jars;

  @BeforeEach
  void makeOuterJar() throws IOException {
    outer = temporary.resolve("my app.jar");
    Files.write(
        outer,
        jar(
            Map.of(
                "BOOT-INF/lib/inner-1.0.jar", jar(Map.of("a.txt", text("in the library"))),
                "BOOT-INF/classes/b.txt", text("the program's own"),
                "BOOT-INF/classes/deep/c.txt", text("deep"))));
    jars = new NestedJars(new UserCache(temporary.resolve("cache")));
  }

  @Test
  void aSpringBootJarIsItsClassesAndLibraries() throws IOException {
    Path plain = temporary.resolve("plain.jar");
    Files.write(plain, jar(Map.of("a.txt", text("plain"))));

    assertThat(jars.filesOf(plain)).containsExactly(plain);
    assertThat(jars.filesOf(outer))
        .extracting(file -> file.getFileName().toString())
        .containsExactly("classes.jar", "inner-1.0.jar");
    assertThat(read(jars.filesOf(outer).getFirst(), "b.txt")).isEqualTo("the program's own");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jar:nested:%s/!BOOT-INF/lib/inner-1.0.jar!/",
        "jar:file:%s!/BOOT-INF/lib/inner-1.0.jar!/"
      })
  void aJarWithinAJarIsUnpackedOnce(String form) throws IOException {
    Path file = jars.file(form.formatted(urlPath()));

    assertThat(file).hasFileName("inner-1.0.jar");
    assertThat(read(file, "a.txt")).isEqualTo("in the library");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(file.getParent().getParent())))
        .isEqualTo("rwx------");
    FileTime made = Files.getLastModifiedTime(file);
    assertThat(jars.file(form.formatted(urlPath()))).isEqualTo(file);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(made);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jar:nested:%s/!BOOT-INF/classes/!/", "jar:file:%s!/BOOT-INF/classes!/"})
  void aDirectoryWithinAJarBecomesAJar(String form) throws IOException {
    Path file = jars.file(form.formatted(urlPath()));

    assertThat(read(file, "b.txt")).isEqualTo("the program's own");
    assertThat(read(file, "deep/c.txt")).isEqualTo("deep");
  }

  @Test
  void anotherContentIsAnotherFile() throws IOException {
    String url = "jar:nested:" + urlPath() + "/!BOOT-INF/classes/!/";
    Path before = jars.file(url);
    Files.write(outer, jar(Map.of("BOOT-INF/classes/b.txt", text("changed"))));

    assertThat(read(jars.file(url), "b.txt")).isEqualTo("changed");
    assertThat(read(before, "b.txt")).isEqualTo("the program's own");
  }

  @Test
  void filesAreTakenAsTheyAre() throws IOException {
    assertThat(jars.file("file:/opt/a.jar")).isEqualTo(Path.of("/opt/a.jar"));
    assertThat(jars.file("file:/opt/my%20classes/")).isEqualTo(Path.of("/opt/my classes"));
    assertThat(jars.file("jar:file:/opt/a.jar!/")).isEqualTo(Path.of("/opt/a.jar"));
    assertThat(jars.file("https://example.com/a.jar")).isNull();
    assertThat(jars.fileOf("jar:file:/opt/a.jar!/x/Y.class", "x/Y.class"))
        .isEqualTo(Path.of("/opt/a.jar"));
    assertThat(jars.fileOf("file:/opt/classes/x/Y.class", "x/Y.class"))
        .isEqualTo(Path.of("/opt/classes"));
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThatThrownBy(() -> jars.file("jar:nested:" + urlPath() + "/!BOOT-INF/lib/no.jar!/"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has no BOOT-INF/lib/no.jar");
  }

  @Test
  void whatWasNotUsedForAMonthIsRemoved() throws IOException {
    Path old = jars.file("jar:nested:" + urlPath() + "/!BOOT-INF/lib/inner-1.0.jar!/").getParent();
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(31))));

    var _ = jars.file("jar:nested:" + urlPath() + "/!BOOT-INF/classes/!/");

    assertThat(old).doesNotExist();
    try (Stream<Path> left = Files.list(old.getParent())) {
      assertThat(left).hasSize(1);
    }
  }

  private String urlPath() {
    return outer.toUri().getRawPath();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] jar(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes)) {
      for (var entry : new LinkedHashMap<>(entries).entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue());
        jar.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static String read(Path file, String name) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      return new String(
          jar.getInputStream(jar.getJarEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
