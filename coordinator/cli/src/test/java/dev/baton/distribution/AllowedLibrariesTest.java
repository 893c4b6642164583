package dev.baton.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.codec.AllowList;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the standard allow-list passes of the libraries that Baton brings. They are on the class
 * path of every worker, so a new one, or a new package of one, has to be looked at: if it does harm
 * when it is read, it goes into {@code DangerousTypes}; else into the file that this test reads.
 */
class AllowedLibrariesTest {

  private static final Pattern LIBRARY =
      Pattern.compile("\\S+?:(?<artifact>[^:]+):jar:(?<version>[^:]+):.*");

  @Test
  void onlyWhatSomebodyHasLookedAtPasses() throws IOException {
    List<String> expected =
        resource("/dev/baton/distribution/allowed-libraries")
            .filter(line -> !line.startsWith("#"))
            .toList();

    assertThat(passing()).containsExactlyElementsOf(expected);
  }

  /** A line for each library: its name, and its topmost packages with a class that passes. */
  private static List<String> passing() throws IOException {
    Set<String> lines = new TreeSet<>();
    List<URL> jars =
        Collections.list(
            AllowedLibrariesTest.class.getClassLoader().getResources(JarFile.MANIFEST_NAME));
    for (String library : libraries()) {
      var parts = LIBRARY.matcher(library);
      if (parts.matches() && !library.startsWith("dev.baton:")) {
        String jar = '/' + parts.group("artifact") + '-' + parts.group("version") + ".jar!";
        List<String> packages = new ArrayList<>();
        for (URL url : jars) {
          if (url.toString().contains(jar)) {
            packages.addAll(topmost(url));
          }
        }
        lines.add(
            (parts.group("artifact") + ": " + String.join(" ", new TreeSet<>(packages))).strip());
      }
    }
    return List.copyOf(lines);
  }

  private static List<String> topmost(URL manifest) throws IOException {
    AllowList allowed = AllowList.standard();
    List<String> packages;
    try (JarFile jar = ((JarURLConnection) manifest.openConnection()).getJarFile()) {
      packages =
          jar.stream()
              .map(entry -> entry.getName())
              .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF"))
              .filter(name -> !name.endsWith("-info.class"))
              .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
              .filter(allowed::allows)
              .map(name -> name.substring(0, name.lastIndexOf('.')))
              .distinct()
              .toList();
    }
    return packages.stream()
        .filter(name -> packages.stream().noneMatch(other -> name.startsWith(other + '.')))
        .toList();
  }

  /** Those of the broker and of the command line. */
  private static List<String> libraries() throws IOException {
    List<String> lines = new ArrayList<>();
    for (URL list :
        Collections.list(
            AllowedLibrariesTest.class.getClassLoader().getResources("META-INF/baton/libraries"))) {
      try (var in = list.openStream()) {
        new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .forEach(lines::add);
      }
    }
    return lines;
  }

  private static Stream<String> resource(String name) throws IOException {
    try (var in = AllowedLibrariesTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
    }
  }
}
