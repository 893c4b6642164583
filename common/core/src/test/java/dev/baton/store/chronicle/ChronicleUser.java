package dev.baton.store.chronicle;

import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.chronicle.map.ChronicleMap;

/** A child JVM that makes a Chronicle Map without asking whether it has the flags for it. */
final class ChronicleUser {

  private ChronicleUser() {}

  public static void main(String[] args) throws Exception {
    PosixCalls.install();
    ValueClasses.define();
    Path file = Files.createTempFile(Path.of(args[0]), "chronicle", ".map");
    try (ChronicleMap<Integer, byte[]> map =
        ChronicleMap.of(Integer.class, byte[].class)
            .name("test")
            .entries(10)
            .constantValueSizeBySample(new byte[8])
            .createPersistedTo(file.toFile())) {
      map.put(1, new byte[8]);
    }
  }
}
