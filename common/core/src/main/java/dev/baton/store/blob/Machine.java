package dev.baton.store.blob;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Tells this host from others, so that a reference is not followed on the wrong one, and machines
 * of one kind from those of another.
 */
public final class Machine {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final long ID = find();

  private Machine() {}

  /** A number that is the same in all processes of this host until it is started anew. */
  public static long id() {
    return ID;
  }

  /**
   * What machine this is, as far as it decides how fast it is, in words: architecture, processors,
   * their model. The same after a restart, in every process whatever its flags, and on machines of
   * the same make.
   */
  public static String model() {
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      List<String> known = lines.toList();
      long processors = known.stream().filter(line -> line.startsWith("processor")).count();
      return System.getProperty("os.arch")
          + ", "
          + processors
          + " x "
          + known.stream()
              .filter(line -> line.startsWith("model name"))
              .findFirst()
              .map(line -> line.substring(line.indexOf(':') + 1).strip())
              .orElse("unknown");
    } catch (IOException | UncheckedIOException e) {
      return System.getProperty("os.arch") + ", " + System.getProperty("os.name");
    }
  }

  /** Containers on one kernel that do not share files fail later, and as clearly. */
  private static long find() {
    String name;
    try {
      name = Files.readString(BOOT_ID).strip();
    } catch (IOException e) {
      name = hostName();
    }
    return checksum("a" + name) << 32 | checksum("b" + name);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().toString();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  private static long checksum(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }
}
