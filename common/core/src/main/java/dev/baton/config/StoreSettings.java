package dev.baton.config;

import java.nio.file.Path;
import java.util.List;

/** The settings of a host's store. */
public final class StoreSettings {

  /** How much memory blobs may take; by default a share of the host's memory. */
  public static final Setting<Long> SIZE =
      Setting.of("storeSize", SettingType.size("auto", 1), 0L)
          .option(
              "Memory for data handed over by reference, such as 2g (default: a quarter of"
                  + " the machine's).",
              "--store");

  /** Whether every blob is checked when it is opened. */
  public static final Setting<Boolean> CHECKSUMS =
      Setting.of("checksums", SettingType.flag(), false)
          .option(
              "Verify a checksum of such data each time it is opened; this reads all of it.",
              "--checksums");

  /** The directory of the store; created by the host agent, not set by people. */
  public static final Setting<Path> DIRECTORY =
      Setting.of("storeDirectory", SettingType.path(), Path.of(""));

  /** The limits on blobs. */
  public static final List<Setting<?>> LIMITS = List.of(SIZE, CHECKSUMS);

  static final List<Setting<?>> ALL = Setting.union(List.of(LIMITS, List.of(DIRECTORY)));

  private StoreSettings() {}
}
