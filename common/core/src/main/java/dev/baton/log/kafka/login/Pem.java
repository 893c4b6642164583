package dev.baton.log.kafka.login;

import java.util.Base64;

/** Keys and certificates as text. Stateless and thread-safe. */
public final class Pem {

  private static final int LINE = 64;

  private Pem() {}

  /**
   * A block of text.
   *
   * @param what what it contains, such as {@code CERTIFICATE}
   * @param bytes in DER
   */
  public static String block(String what, byte[] bytes) {
    String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
  }
}
