package dev.baton.process;

import dev.baton.EnvironmentException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A library of Baton's whose version a program's build may change silently, through a parent or an
 * imported BOM. If it is too old, it is refused by name where it is first needed, instead of
 * failing later with a missing class.
 */
public enum Library {
  KAFKA_CLIENTS("org.apache.kafka:kafka-clients", "kafka/kafka-version.properties"),
  KRYO("com.esotericsoftware:kryo"),
  CHRONICLE_MAP("net.openhft:chronicle-map"),
  CHRONICLE_CORE("net.openhft:chronicle-core");

  private static final String VERSION = "version";

  private final String coordinates;
  private final String versionFile;

  Library(String coordinates) {
    this(coordinates, "META-INF/maven/" + coordinates.replace(':', '/') + "/pom.properties");
  }

  Library(String coordinates, String versionFile) {
    this.coordinates = coordinates;
    this.versionFile = versionFile;
  }

  /**
   * Makes sure that the library is new enough. A library that does not state its version, as in a
   * jar of several libraries, is assumed to be.
   *
   * @throws EnvironmentException if it is older than any version that works with Baton
   */
  public void require() {
    require(Library.class.getClassLoader());
  }

  void require(ClassLoader loader) {
    @Nullable Version found = found(loader);
    Version oldest = Version.parse(property("oldest"));
    if (found != null && found.compareTo(oldest) < 0) {
      throw wrong(found, oldest + " or later");
    }
  }

  /**
   * Makes sure that the library has the same major and minor version as the one Baton is built
   * with, such as 4.3: for uses beyond its public API.
   *
   * @throws EnvironmentException if it is not
   */
  public void requireSameLine() {
    requireSameLine(Library.class.getClassLoader());
  }

  void requireSameLine(ClassLoader loader) {
    @Nullable Version found = found(loader);
    if (found != null && !line(found).equals(line(Version.parse(built())))) {
      throw wrong(found, line(Version.parse(built())));
    }
  }

  /** The version that Baton is built with. */
  public String built() {
    return property(VERSION);
  }

  private EnvironmentException wrong(Version found, String needed) {
    return new EnvironmentException(
        coordinates
            + " is "
            + found
            + " on the class path, and this needs "
            + needed
            + ". The program's build chose it, perhaps by a parent or a BOM: set it to "
            + built()
            + (this == KAFKA_CLIENTS ? " (with Spring Boot: the property kafka.version)." : "."));
  }

  /** The version on the class path; null if the library does not state it. */
  @Nullable Version found(ClassLoader loader) {
    @Nullable String version = read(loader.getResourceAsStream(versionFile)).getProperty(VERSION);
    try {
      return version == null ? null : Version.parse(version);
    } catch (IllegalArgumentException e) {
      return null; // not as published on Maven Central
    }
  }

  private String property(String key) {
    String name = coordinates.substring(coordinates.indexOf(':') + 1) + "." + key;
    @Nullable String value = Known.VERSIONS.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("libraries.properties has no " + name);
    }
    return value;
  }

  /** Read once, when the first library is requested. */
  private static final class Known {
    static final Properties VERSIONS =
        read(Library.class.getResourceAsStream("libraries.properties"));
  }

  private static String line(Version version) {
    return version.toString().replaceFirst("^(\\d+\\.\\d+).*", "$1");
  }

  private static Properties read(@Nullable InputStream from) {
    Properties properties = new Properties();
    try (@Nullable InputStream in = from) {
      if (in != null) {
        properties.load(in);
      }
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
