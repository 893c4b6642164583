package dev.baton.job.builtin.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this host calls itself. */
final class HostLabel {

  private static final String NAME = name();

  private HostLabel() {}

  static String ofThisHost() {
    return NAME;
  }

  private static String name() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      String given = System.getenv("HOSTNAME");
      return given == null ? "localhost" : given;
    }
  }
}
