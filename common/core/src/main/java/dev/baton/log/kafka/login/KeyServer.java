package dev.baton.log.kafka.login;

import dev.baton.log.kafka.login.KeyProof.Side;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;

/** The broker's side of the protocol that {@link KeyClient} describes. */
final class KeyServer extends KeyExchange implements SaslServer {

  private final String user;
  private final KeyProof proof;
  private final byte[] nonce = KeyProof.nonce();
  private byte[] clientNonce = {};

  KeyServer(String user, String key) {
    this.user = user;
    this.proof = new KeyProof(key);
  }

  @Override
  public byte[] evaluateResponse(byte[] response) throws SaslException {
    if (isComplete()) {
      throw malformed("client");
    }
    return clientNonce.length == 0 ? challenge(response) : accept(response);
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
    if (!name.equals(user)) {
      throw refused();
    }
    clientNonce = Arrays.copyOf(first, KeyProof.NONCE_BYTES);
    return join(nonce, proof.of(Side.SERVER, clientNonce, nonce));
  }

  private byte[] accept(byte[] shown) throws SaslException {
    if (!proof.isOf(Side.CLIENT, clientNonce, nonce, shown)) {
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
