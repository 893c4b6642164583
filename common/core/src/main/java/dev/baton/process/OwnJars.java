package dev.baton.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The part of a class path that is Baton's: its jars and those of the libraries that it needs,
 * whatever their version. It is identified by the jars' names and a list that the build generates.
 *
 * <p>These jars come first on the class path of children. A {@link StartCache} works with each
 * class path that begins with the one it was made with, which must not contain directories.
 */
final class OwnJars {

  private static final String LIST = "META-INF/baton/libraries";

  /** A line of the list: {@code group:artifact:jar:version:scope}. */
  private static final Pattern LISTED = Pattern.compile("\\s*[\\w.-]+:([\\w.-]+):jar:.*");

  private static final Pattern JAR_NAME = Pattern.compile("(.+?)-\\d.*\\.jar");

  /** The modules that every process with a pool has. */
  private static final Set<String> MODULES =
      Set.of("baton-api", "baton-core", "baton-worker", "baton-broker", "baton-pool");

  private static final String COMMAND_LINE = "baton-cli";

  private final Set<String> names;

  private OwnJars(Set<String> names) {
    this.names = names;
  }

  /** By the list in this Baton; if Baton is not packed in a jar, nothing is known. */
  static OwnJars known() {
    return Known.JARS;
  }

  /** By a list as Maven writes it. */
  static OwnJars of(List<String> list) {
    Set<String> names =
        list.stream()
            .map(LISTED::matcher)
            .filter(Matcher::matches)
            .map(line -> line.group(1))
            .collect(Collectors.toSet());
    names.addAll(MODULES);
    names.add(COMMAND_LINE);
    return new OwnJars(names);
  }

  /**
   * Baton's jars in a class path, in its order; none if Baton is in a directory, or in a jar with
   * other things.
   */
  List<Path> in(String classPath) {
    List<Path> found =
        entries(classPath).stream()
            .filter(this::isOwn)
            .map(entry -> Path.of(entry).toAbsolutePath().normalize())
            .filter(Files::isRegularFile)
            .toList();
    Set<String> modules =
        found.stream()
            .map(jar -> artifact(jar.getFileName().toString()))
            .filter(MODULES::contains)
            .collect(Collectors.toSet());
    return modules.equals(MODULES) ? found : List.of();
  }

  /** The same class path with Baton's jars in front; unchanged if there are none. */
  String first(String classPath) {
    List<Path> own = in(classPath);
    if (own.isEmpty()) {
      return classPath;
    }
    List<String> words = new ArrayList<>();
    own.forEach(jar -> words.add(jar.toString()));
    entries(classPath).stream().filter(entry -> !isOwn(entry)).forEach(words::add);
    return String.join(File.pathSeparator, words);
  }

  private boolean isOwn(String entry) {
    String name = new File(entry).getName();
    return names.contains(artifact(name));
  }

  /** The name of a jar without its version; empty if it has none. */
  static String artifact(String fileName) {
    Matcher matcher = JAR_NAME.matcher(fileName);
    return matcher.matches() ? matcher.group(1) : "";
  }

  /** The entries of a class path. */
  static List<String> entries(String classPath) {
    return Arrays.asList(classPath.split(Pattern.quote(File.pathSeparator)));
  }

  /**
   * The list of the broker, which has all of the library too, and that of the command line if
   * present.
   */
  private static List<String> list() {
    List<String> lines = new ArrayList<>();
    try {
      for (URL list : Collections.list(OwnJars.class.getClassLoader().getResources(LIST))) {
        lines.addAll(lines(list));
      }
    } catch (IOException e) {
      lines.clear();
    }
    return lines;
  }

  private static List<String> lines(URL list) throws IOException {
    try (InputStream in = list.openStream();
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  /** Read when it is first requested. */
  private static final class Known {
    static final OwnJars JARS = OwnJars.of(list());
  }
}
