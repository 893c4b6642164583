package dev.baton.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What people call this host. */
public final class HostName {

  private HostName() {}

  /** The kernel's host name where it can be read: asking the resolver may take seconds. */
  public static String get() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return resolve();
    }
  }

  private static String resolve() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
