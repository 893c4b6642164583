package dev.baton.log.kafka.login;

import dev.baton.log.kafka.login.KeyProof.Side;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import org.jspecify.annotations.Nullable;

/** The broker's side of the protocol that {@link KeyClient} describes. */
final class KeyServer extends KeyExchange implements SaslServer {

  /** The keys of the users. */
  interface Keys {

    /** A user's key, or null if there is no such user. */
    @Nullable String of(String user) throws SaslException;
  }

  private final Keys keys;
  private final byte[] nonce = KeyProof.nonce();
  private String user = "";
  private @Nullable KeyProof proof;
  private byte[] clientNonce = {};

  KeyServer(Keys keys) {
    this.keys = keys;
  }

  @Override
  public byte[] evaluateResponse(byte[] response) throws SaslException {
    if (isComplete()) {
      throw malformed("client");
    }
    KeyProof known = proof;
    return known == null ? challenge(response) : accept(known, response);
  }

  private byte[] challenge(byte[] first) throws SaslException {
    if (first.length < KeyProof.NONCE_BYTES) {
      throw malformed("client");
    }
    String name =
        new String(
            first,
            KeyProof.NONCE_BYTES,
            first.length - KeyProof.NONCE_BYTES,
            StandardCharsets.UTF_8);
    String key = name.isEmpty() ? null : keys.of(name);
    if (key == null) {
      throw refused();
    }
    user = name;
    KeyProof known = new KeyProof(key);
    proof = known;
    clientNonce = Arrays.copyOf(first, KeyProof.NONCE_BYTES);
    return join(nonce, known.of(Side.SERVER, clientNonce, nonce));
  }

  private byte[] accept(KeyProof known, byte[] shown) throws SaslException {
    if (!known.isOf(Side.CLIENT, clientNonce, nonce, shown)) {
      throw refused();
    }
    completed();
    return new byte[0];
  }

  private static SaslException refused() {
    return new SaslException("Authentication failed: user or key is wrong.");
  }

  @Override
  public String getAuthorizationID() {
    requireComplete();
    return user;
  }
}
