package dev.baton.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Stand-ins for a JDK and for Maven that tell how they were called. */
final class FakePrograms {

  private FakePrograms() {}

  /** A JDK whose {@code java} prints its home, then its arguments, one a line. */
  static Path jdk(Path home, String version) throws IOException {
    return java(home, version, "java.base java.compiler java.sql");
  }

  /** A run-time image with these modules. */
  static Path java(Path home, String version, String modules) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"%s\"\nMODULES=\"%s\"\n".formatted(version, modules),
        StandardCharsets.UTF_8);
    script(home.resolve("bin/java"), "printf '%s\\n' " + quoted(home) + " \"$@\"");
    return home;
  }

  /**
   * A Maven that writes a line to {@code calls}, takes a moment, and makes what the launcher
   * starts.
   */
  static void maven(Path program, Path calls, int exitCode) throws IOException {
    script(
        program,
        """
        echo called >>%s
        echo "says Maven"
        sleep 0.3
        mkdir -p coordinator/target/baton-1/lib/broker
        touch coordinator/target/baton-1/lib/a.jar coordinator/target/baton-1/lib/broker/b.jar
        exit %d\
        """
            .formatted(quoted(calls), exitCode));
  }

  static void script(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n", StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String quoted(Path path) {
    return "'" + path + "'";
  }
}
