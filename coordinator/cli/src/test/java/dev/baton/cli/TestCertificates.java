package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.process.JvmCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An authority of the test's own, and certificates that it has issued, made with {@code keytool}.
 */
final class TestCertificates {

  /** Of the stores; nothing is secret in a test. */
  static final String PASSWORD = "changeit";

  private static final String AUTHORITY = "authority";

  private final Path folder;
  private final Path all;

  TestCertificates(Path folder) throws Exception {
    this.folder = Files.createDirectories(folder);
    this.all = folder.resolve("all.p12");
    keytool("-alias", AUTHORITY, "-dname", "CN=Authority", "-ext", "bc:c", "-validity", "10");
  }

  /** A store with a key and a certificate for the loopback address. */
  Path issue(String name) throws Exception {
    return issue(name, "-ext", "san=ip:127.0.0.1", "-validity", "10");
  }

  /** A store with a key and a certificate that has expired. */
  Path issueExpired(String name) throws Exception {
    return issue(name, "-ext", "san=ip:127.0.0.1", "-startdate", "-20d", "-validity", "10");
  }

  /** A store with a key and a certificate for another host. */
  Path issueForAnotherHost(String name) throws Exception {
    return issue(name, "-ext", "san=dns:kafka-1.example", "-validity", "10");
  }

  /** A store with the authority's certificate. */
  Path trusted() throws Exception {
    KeyStore store = empty();
    store.setCertificateEntry(AUTHORITY, load().getCertificate(AUTHORITY));
    return write(store, "trusted.p12");
  }

  private Path issue(String name, String... options) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("-alias", name, "-dname", "CN=" + name, "-signer", AUTHORITY));
    words.addAll(List.of(options));
    keytool(words.toArray(String[]::new));
    KeyStore from = load();
    Certificate[] chain = {from.getCertificate(name), from.getCertificate(AUTHORITY)};
    KeyStore store = empty();
    char[] password = PASSWORD.toCharArray();
    store.setKeyEntry(name, from.getKey(name, password), password, chain);
    return write(store, name + ".p12");
  }

  private void keytool(String... options) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                JvmCommand.javaProgram().resolveSibling("keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-keystore",
                all.toString(),
                "-storepass",
                PASSWORD));
    words.addAll(List.of(options));
    Path said = folder.resolve("keytool.txt");
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(() -> read(said)).isZero();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private KeyStore load() throws GeneralSecurityException, IOException {
    return KeyStore.getInstance(all.toFile(), PASSWORD.toCharArray());
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private Path write(KeyStore store, String name) throws GeneralSecurityException, IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }
}
