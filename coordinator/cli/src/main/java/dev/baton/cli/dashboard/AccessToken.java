package dev.baton.cli.dashboard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a browser must know to see anything: a random word, new for each start. Immutable. */
final class AccessToken {

  private static final int BYTES = 24;
  private static final String SCHEME = "Bearer ";

  private final String text;

  private AccessToken(String text) {
    this.text = text;
  }

  /** A token that nobody knows yet. */
  static AccessToken random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new AccessToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The word, for the one who has started the server. */
  String text() {
    return text;
  }

  /** Whether that is it; takes as long whatever the difference is. */
  boolean is(@Nullable String other) {
    return other != null && MessageDigest.isEqual(bytes(text), bytes(other));
  }

  /** Whether a header {@code Authorization} has it. */
  boolean isIn(@Nullable String authorization) {
    return authorization != null
        && authorization.startsWith(SCHEME)
        && is(authorization.substring(SCHEME.length()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
