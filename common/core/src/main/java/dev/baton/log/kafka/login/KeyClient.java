package dev.baton.log.kafka.login;

import dev.baton.log.kafka.login.KeyProof.Side;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;

/**
 * The client's side of the login.
 *
 * <pre>
 *   client ▸ server: random numbers (32 bytes) | user (UTF-8)
 *   server ▸ client: random numbers (32 bytes) | the server's proof (32 bytes)
 *   client ▸ server: the client's proof (32 bytes)
 * </pre>
 */
final class KeyClient extends KeyExchange implements SaslClient {

  private final String user;
  private final KeyProof proof;
  private final byte[] nonce = KeyProof.nonce();
  private boolean begun;

  KeyClient(String user, String key) {
    this.user = user;
    this.proof = new KeyProof(key);
  }

  @Override
  public boolean hasInitialResponse() {
    return true;
  }

  @Override
  public byte[] evaluateChallenge(byte[] challenge) throws SaslException {
    if (!begun) {
      begun = true;
      return join(nonce, user.getBytes(StandardCharsets.UTF_8));
    }
    if (isComplete() || challenge.length != KeyProof.NONCE_BYTES + KeyProof.PROOF_BYTES) {
      throw malformed("broker");
    }
    byte[] serverNonce = Arrays.copyOf(challenge, KeyProof.NONCE_BYTES);
    byte[] shown = Arrays.copyOfRange(challenge, KeyProof.NONCE_BYTES, challenge.length);
    if (!proof.isOf(Side.SERVER, nonce, serverNonce, shown)) {
      throw new SaslException(KeyLoginModule.OTHER_BROKER);
    }
    completed();
    return proof.of(Side.CLIENT, nonce, serverNonce);
  }
}
