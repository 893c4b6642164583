package dev.baton.broker;

import dev.baton.EnvironmentException;
import dev.baton.log.kafka.login.Pem;
import dev.baton.process.JvmCommand;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The key and the certificate with which a broker shows other hosts that it is itself: made at its
 * first start by the JDK's {@code keytool}, signed by itself, and kept with its data. Clients know
 * the certificate from the join token, so nobody else has to vouch for it.
 *
 * @param pem the private key and the certificate
 * @param certificate the certificate, DER
 */
@SuppressWarnings("ArrayRecordComponent") // neither compared nor changed
record BrokerCertificate(String pem, byte[] certificate) {

  private static final String ALIAS = "broker";
  private static final String BEGIN_CERTIFICATE = "-----BEGIN CERTIFICATE-----";

  /** It is replaced on purpose, not by a date: clients trust this one, whatever its date. */
  private static final String DAYS = "3650";

  private static final int LIMIT_S = 60;
  private static final String STORE_PASSWORD = "BATON_STORE_PASSWORD";

  /** The one that is kept in a directory, or a new one. */
  static BrokerCertificate of(BrokerDirectory directory, String host) throws IOException {
    Path file = directory.certificate();
    try {
      if (!Files.exists(file)) {
        directory.writePrivately(file, make(directory.path(), host));
      }
      String pem = Files.readString(file);
      Certificate certificate =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(certificatePart(pem).getBytes(StandardCharsets.UTF_8)));
      return new BrokerCertificate(pem, certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new EnvironmentException(
          "The broker's certificate in "
              + file
              + " cannot be used: "
              + e.getMessage()
              + ". Remove the file to have a new one made.",
          e);
    }
  }

  /** The settings of a listener that uses it. */
  Map<String, String> settings(String prefix) {
    Map<String, String> map = new TreeMap<>();
    int end = pem.indexOf(BEGIN_CERTIFICATE);
    map.put(prefix + "ssl.keystore.type", "PEM");
    map.put(prefix + "ssl.keystore.key", pem.substring(0, end));
    map.put(prefix + "ssl.keystore.certificate.chain", pem.substring(end));
    map.put(prefix + "ssl.enabled.protocols", "TLSv1.3");
    return map;
  }

  private static String certificatePart(String pem) throws GeneralSecurityException {
    int begin = pem.indexOf(BEGIN_CERTIFICATE);
    if (begin < 0) {
      throw new GeneralSecurityException("it contains no certificate");
    }
    return pem.substring(begin);
  }

  private static String make(Path directory, String host)
      throws IOException, GeneralSecurityException {
    Path store = directory.resolve("certificate.p12");
    Files.deleteIfExists(store);
    String password = BrokerLogin.random(ALIAS).password();
    try {
      keytool(store, password, host);
      KeyStore keys = KeyStore.getInstance(store.toFile(), password.toCharArray());
      return Pem.block("PRIVATE KEY", keys.getKey(ALIAS, password.toCharArray()).getEncoded())
          + Pem.block("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
    } finally {
      Files.deleteIfExists(store);
    }
  }

  /** The password, of a file that is gone in a moment, is in no command line. */
  private static void keytool(Path store, String password, String host) throws IOException {
    List<String> words =
        List.of(
            JvmCommand.javaProgram().resolveSibling("keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=Baton broker",
            "-ext",
            "san=" + (isAddress(host) ? "ip:" : "dns:") + host,
            "-validity",
            DAYS,
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass:env",
            STORE_PASSWORD);
    Path said = Files.createTempFile(directory(store), "keytool", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile());
      builder.environment().put(STORE_PASSWORD, password);
      int exit = await(builder.start());
      if (exit != 0) {
        throw new EnvironmentException(
            "The JDK's keytool could not make a certificate for the broker (exit code "
                + exit
                + "): "
                + Files.readString(said).strip());
      }
    } finally {
      Files.deleteIfExists(said);
    }
  }

  private static Path directory(Path store) {
    return Objects.requireNonNull(store.toAbsolutePath().getParent());
  }

  private static int await(Process process) {
    try {
      if (process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      throw new EnvironmentException(
          "The JDK's keytool made no certificate for the broker within " + LIMIT_S + " s.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("Interrupted while a certificate was made.", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static boolean isAddress(String host) {
    return host.contains(":") || host.matches("[0-9.]+");
  }
}
