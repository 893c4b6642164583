package dev.baton.store.area;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Tells this host from others, so that a reference is not followed on the wrong one. */
public final class HostId {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final long ID = find();

  private HostId() {}

  /** A number that is the same in all processes of this host until it is started anew. */
  public static long get() {
    return ID;
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
