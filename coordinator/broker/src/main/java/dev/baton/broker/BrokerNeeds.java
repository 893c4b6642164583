package dev.baton.broker;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.baton.DataSize;
import dev.baton.EnvironmentException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a broker cannot do without. Checked beforehand, because Kafka itself tries for a minute and
 * fills the terminal.
 */
final class BrokerNeeds {

  /**
   * Files and sockets: some 180 with two workers, and a few more for each further worker and topic.
   */
  static final int LEAST_DESCRIPTORS = 512;

  /** Room for what Kafka writes while it starts. */
  static final long LEAST_ROOM = 16L << 20;

  private static final int LOOPBACK_LIMIT_MS = 2_000;

  private BrokerNeeds() {}

  /** How many files and sockets this process may have open. */
  static long descriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? system.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  /**
   * Checks the limit of open files.
   *
   * @throws EnvironmentException if it is too low for a broker
   */
  static void requireDescriptors(long descriptors) {
    if (descriptors < LEAST_DESCRIPTORS) {
      throw new EnvironmentException(
          "The broker may have only "
              + descriptors
              + " files and sockets open, and needs "
              + LEAST_DESCRIPTORS
              + ". Raise the limit: ulimit -n 4096 (or ask an administrator), or do without a"
              + " broker (--transport local, Transport.LOCAL).");
    }
  }

  /**
   * Checks the disk.
   *
   * @throws EnvironmentException if it is full
   */
  static void requireRoom(Path directory) {
    requireRoom(directory, LEAST_ROOM);
  }

  static void requireRoom(Path directory, long least) {
    try {
      long free = Files.getFileStore(directory).getUsableSpace();
      if (free < least) {
        throw new EnvironmentException(
            full(directory) + " " + DataSize.format(free) + " are free.");
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "The broker's data directory " + directory + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** The message for a full disk. */
  static String full(Path directory) {
    return "The disk that the broker's data is on, in " + directory + ", is full. Make room there.";
  }

  /**
   * Connects to a socket that is bound on the loopback interface.
   *
   * @throws EnvironmentException if the connection fails
   */
  static void requireLoopback(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, LOOPBACK_LIMIT_MS);
    } catch (IOException e) {
      throw new EnvironmentException(
          "The broker cannot be reached on the loopback interface ("
              + address.getAddress().getHostAddress()
              + "): "
              + e.getMessage()
              + ". Bring it up (ip link set lo up), or do without a broker (--transport local,"
              + " Transport.LOCAL).",
          e);
    }
  }
}
