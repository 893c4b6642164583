package dev.baton.job.builtin.exec;

import dev.baton.wire.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Names of files that are made from values, whatever is in them: always one name of one folder, and
 * a name of its own for each value. What GNU parallel writes differently, this does too: {@code /}
 * as {@code \_}, {@code \} as {@code \\}. Stateless.
 */
final class SafeName {

  private static final int HASH_CHARS = 32;

  private SafeName() {}

  /** A value, or a part of one, as a part of a name. */
  static String escape(String value) {
    return value
        .replace("\\", "\\\\")
        .replace("/", "\\_")
        .replace("\t", "\\t")
        .replace("\0", "\\0");
  }

  /**
   * What has been filled in as a name that a folder can hold. None of what it changes a name into
   * can come from {@link #escape}.
   *
   * @param mostBytes that the name may have; what is longer ends with {@code \h} and a hash of it
   */
  static String of(String filled, int mostBytes) {
    if (filled.isEmpty()) {
      return "\\e";
    }
    if (filled.equals(".") || filled.equals("..")) {
      return "\\" + filled;
    }
    int bytes = bytes(filled);
    if (bytes <= mostBytes) {
      return filled;
    }
    String end = "\\h" + hash(filled);
    int kept = Math.min(filled.length(), mostBytes - end.length());
    while (bytes(filled.substring(0, kept)) > mostBytes - end.length()
        || Character.isHighSurrogate(filled.charAt(kept - 1))) {
      kept--;
    }
    return filled.substring(0, kept) + end;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String hash(String text) {
    byte[] sum = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(sum).substring(0, HASH_CHARS);
  }
}
