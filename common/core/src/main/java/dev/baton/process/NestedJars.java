package dev.baton.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files that class loaders name by URL. A jar or directory within a jar, as in a Spring
 * Boot jar, is unpacked once, under the checksum of its contents.
 */
final class NestedJars {

  private static final int NO_COMPRESSION = Deflater.NO_COMPRESSION; // it is read more than once

  /** {@code jar:nested:OUTER/!INNER!/}, and {@code jar:file:OUTER!/INNER!/} before Boot 3.2. */
  private static final Pattern NESTED = Pattern.compile("jar:(?:nested|file):(.+?)(?:/!|!/)(.+)!/");

  private static final String BOOT_CLASSES = "BOOT-INF/classes/";
  private static final String BOOT_LIBRARIES = "BOOT-INF/lib/";

  private static final Pattern JAR = Pattern.compile("jar:(file:[^!]+)!/");

  private final @Nullable UserCache cache;

  /**
   * Creates an instance that unpacks to a cache.
   *
   * @param cache null if there is no place for one
   */
  NestedJars(@Nullable UserCache cache) {
    this.cache = cache;
  }

  /**
   * The file or directory in which a loader looks.
   *
   * @param url the URL that the loader gives
   * @return null if it is not a file on this machine
   * @throws IOException if it cannot be unpacked
   */
  @Nullable Path file(String url) throws IOException {
    Matcher nested = NESTED.matcher(url);
    if (nested.matches()) {
      return unpacked(path("file:" + nested.group(1)), nested.group(2));
    }
    Matcher jar = JAR.matcher(url);
    if (jar.matches()) {
      return path(jar.group(1));
    }
    return url.startsWith("file:") ? path(url) : null;
  }

  /** The file or directory in which a resource was found; null as for {@link #file}. */
  @Nullable Path fileOf(String url, String resource) throws IOException {
    return url.endsWith(resource) ? file(url.substring(0, url.length() - resource.length())) : null;
  }

  /**
   * The files that represent a jar on a class path: itself, or the contents of a Spring Boot jar.
   */
  List<Path> filesOf(Path jar) throws IOException {
    if (!Files.isRegularFile(jar)) {
      return List.of(jar); // a directory of classes, or a mistake that is reported elsewhere
    }
    try (JarFile opened = new JarFile(jar.toFile())) {
      List<String> names = opened.stream().map(JarEntry::getName).toList();
      if (names.stream().noneMatch(name -> name.startsWith(BOOT_CLASSES))) {
        return List.of(jar);
      }
      List<Path> files = new ArrayList<>();
      files.add(unpacked(opened, BOOT_CLASSES));
      for (String name : names) {
        if (name.startsWith(BOOT_LIBRARIES) && name.endsWith(".jar")) {
          files.add(unpacked(opened, name));
        }
      }
      return files;
    }
  }

  private static Path path(String url) {
    return Path.of(URI.create(url.replace(" ", "%20"))).toAbsolutePath().normalize();
  }

  private Path unpacked(Path outer, String inner) throws IOException {
    try (JarFile jar = new JarFile(outer.toFile())) {
      return unpacked(jar, inner);
    }
  }

  private Path unpacked(JarFile jar, String inner) throws IOException {
    if (cache == null) {
      throw new IOException("there is no home directory for a cache; set XDG_CACHE_HOME");
    }
    UnpackedJars jars = new UnpackedJars(cache);
    String name = inner.endsWith("/") ? inner : inner + "/";
    List<JarEntry> within = jar.stream().filter(entry -> isWithin(entry, name)).toList();
    JarEntry entry = jar.getJarEntry(inner);
    if (entry != null && !entry.isDirectory()) {
      return jars.file(checksum(List.of(entry)), fileName(inner), to -> copy(jar, entry, to));
    }
    if (within.isEmpty()) {
      throw new IOException(jar.getName() + " has no " + inner);
    }
    return jars.file(checksum(within), "classes.jar", to -> pack(jar, within, name.length(), to));
  }

  private static boolean isWithin(JarEntry entry, String directory) {
    return entry.getName().startsWith(directory) && !entry.isDirectory();
  }

  /** The checksum of the entries' names, sizes and the checksums that the jar itself holds. */
  private static String checksum(List<JarEntry> entries) {
    CRC32 all = new CRC32();
    long bytes = 0;
    for (JarEntry entry : entries) {
      bytes += entry.getSize();
      all.update(
          (entry.getName() + entry.getSize() + entry.getCrc()).getBytes(StandardCharsets.UTF_8));
    }
    return "%08x-%x".formatted(all.getValue(), bytes);
  }

  private static String fileName(String inner) {
    return inner.substring(inner.lastIndexOf('/') + 1);
  }

  private static void copy(JarFile jar, JarEntry entry, OutputStream to) throws IOException {
    try (InputStream from = jar.getInputStream(entry)) {
      from.transferTo(to);
    }
  }

  private static void pack(JarFile jar, List<JarEntry> entries, int prefix, OutputStream to)
      throws IOException {
    try (JarOutputStream packed = new JarOutputStream(to)) {
      packed.setLevel(NO_COMPRESSION);
      for (JarEntry entry : entries) {
        packed.putNextEntry(new JarEntry(entry.getName().substring(prefix)));
        copy(jar, entry, packed);
        packed.closeEntry();
      }
    }
  }
}
