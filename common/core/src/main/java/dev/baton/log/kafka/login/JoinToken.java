package dev.baton.log.kafka.login;

import dev.baton.UsageException;
import dev.baton.config.FileProblem;
import dev.baton.wire.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * All that a process needs to use a broker of Baton's own from another host, in one word: the
 * address, a login, for a host that of its workers too, and the broker's certificate, which is the
 * only one that is then accepted.
 *
 * <pre>
 *   baton-join-1-  base64url of: address | number of logins (1 byte)
 *                                | user | password of each (texts as of {@link DataOutputStream#writeUTF})
 *                                | length (4 bytes) and certificate (DER); 0 without TLS
 *                                | the first 8 bytes of the SHA-256 of all that
 * </pre>
 *
 * @param address {@code HOST:PORT}
 * @param logins that of the process itself; perhaps a second, of its workers
 * @param certificate DER; empty if the broker does without TLS
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, and compared by content
public record JoinToken(String address, List<Login> logins, byte[] certificate) {

  private static final String KIND = "baton-join-";
  private static final String PREFIX = KIND + "1-";
  private static final int MOST_LOGINS = 2;
  private static final int CHECK_BYTES = 8;
  private static final int MOST_CERTIFICATE_BYTES = 16 << 10;
  private static final int MOST_BYTES = 64 << 10;

  /** A user and its key. */
  public record Login(String user, String password) {

    /** Omits the password, which must not get into a log by accident. */
    @Override
    public String toString() {
      return "Login[" + user + ']';
    }
  }

  /** Copies what it is made of. */
  public JoinToken {
    logins = List.copyOf(logins);
    certificate = certificate.clone();
    if (logins.isEmpty() || logins.size() > MOST_LOGINS) {
      throw new IllegalArgumentException("1 or 2 logins, not " + logins.size());
    }
  }

  /** A copy of the certificate. */
  @Override
  public byte[] certificate() {
    return certificate.clone();
  }

  /** Whether the connection is encrypted. */
  public boolean hasTls() {
    return certificate.length > 0;
  }

  /** The SHA-256 fingerprint of the certificate, as tools print it: {@code AB:CD:…}. */
  public String fingerprint() {
    return HexFormat.ofDelimiter(":").withUpperCase().formatHex(Sha256.of(certificate));
  }

  /** The token as text, a single word. */
  public String text() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(address);
      out.writeByte(logins.size());
      for (Login login : logins) {
        out.writeUTF(login.user);
        out.writeUTF(login.password);
      }
      out.writeInt(certificate.length);
      out.write(certificate);
      out.write(check(bytes.toByteArray()));
    } catch (IOException e) {
      throw new IllegalStateException("memory takes everything", e);
    }
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  /**
   * Reads a token.
   *
   * @throws UsageException if it is none, or incomplete; the message does not repeat it
   */
  public static JoinToken parse(String text) {
    String word = text.strip();
    if (!word.startsWith(PREFIX)) {
      throw new UsageException(
          word.startsWith(KIND)
              ? "The join token is of another version of Baton. Use the same version on all hosts."
              : "That is not a join token, which begins with " + PREFIX + ".");
    }
    try {
      return of(Base64.getUrlDecoder().decode(word.substring(PREFIX.length())));
    } catch (IllegalArgumentException | IOException e) {
      throw new UsageException(
          "The join token is incomplete or was changed on its way. Copy all of it, from "
              + PREFIX
              + " to the end of the line.",
          e);
    }
  }

  /**
   * Reads a file with a token.
   *
   * @throws UsageException if it cannot be read, or contains something else
   */
  public static JoinToken read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    } catch (NoSuchFileException e) {
      throw new UsageException("There is no file " + file + " with a join token.", e);
    } catch (IOException e) {
      throw new UsageException(
          "Cannot read the join token in " + file + ": " + FileProblem.of(e) + ".", e);
    }
  }

  /**
   * Reads a token to the end of a stream.
   *
   * @throws UsageException if it contains something else
   */
  public static JoinToken read(InputStream in) throws IOException {
    return parse(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
  }

  private static JoinToken of(byte[] bytes) throws IOException {
    int length = bytes.length - CHECK_BYTES;
    if (length < 0
        || !Arrays.equals(
            check(Arrays.copyOf(bytes, length)), Arrays.copyOfRange(bytes, length, bytes.length))) {
      throw new IOException("the check differs");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length));
    String address = in.readUTF();
    List<Login> logins = new ArrayList<>();
    for (int left = in.readUnsignedByte(); left > 0 && logins.size() < MOST_LOGINS; left--) {
      logins.add(new Login(in.readUTF(), in.readUTF()));
    }
    int size = in.readInt();
    if (size < 0 || size > MOST_CERTIFICATE_BYTES || size != in.available()) {
      throw new IOException("the certificate's length is wrong");
    }
    return new JoinToken(address, logins, in.readNBytes(size));
  }

  /**
   * The Kafka client properties of the process itself. The broker's certificate is the only one
   * that is trusted, so the name in it says nothing more and is not compared: whoever has the key
   * to it is the broker, under whatever name it is reached.
   *
   * @param largestRequestBytes how large a request may be
   */
  public Map<String, String> clientProperties(int largestRequestBytes) {
    return properties(logins.getFirst(), largestRequestBytes);
  }

  /** The Kafka client properties of its workers. */
  public Map<String, String> workerProperties(int largestRequestBytes) {
    return properties(logins.getLast(), largestRequestBytes);
  }

  private Map<String, String> properties(Login login, int largestRequestBytes) {
    Map<String, String> map = new HashMap<>();
    map.put("bootstrap.servers", address);
    map.put("security.protocol", hasTls() ? "SASL_SSL" : "SASL_PLAINTEXT");
    map.put("sasl.mechanism", KeyLoginModule.MECHANISM);
    map.put(
        "sasl.jaas.config",
        JaasEntry.of(KeyLoginModule.class.getName(), login.user, login.password, ""));
    map.put("max.request.size", Integer.toString(largestRequestBytes));
    if (hasTls()) {
      map.put("ssl.truststore.type", "PEM");
      map.put("ssl.truststore.certificates", Pem.block("CERTIFICATE", certificate));
      map.put("ssl.endpoint.identification.algorithm", "");
    }
    return map;
  }

  private static byte[] check(byte[] bytes) {
    return Arrays.copyOf(Sha256.of(bytes), CHECK_BYTES);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JoinToken token && token.text().equals(text());
  }

  @Override
  public int hashCode() {
    return address.hashCode();
  }

  /** Omits the password, which must not get into a log by accident. */
  @Override
  public String toString() {
    return "JoinToken[" + address + ']';
  }
}
