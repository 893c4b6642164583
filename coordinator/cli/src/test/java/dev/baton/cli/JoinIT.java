package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.log.kafka.login.JoinToken;
import dev.baton.pool.ProcessPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A broker for other hosts, and who joins it with its token. */
class JoinIT extends WithSandbox {

  private Path data() {
    return folder.resolve("data");
  }

  private JoinToken startBroker(String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("broker", "--data-dir=" + data()));
    words.addAll(List.of(more));
    BatonProcess broker = sandbox.start(words.toArray(String[]::new));
    broker.awaitPrinted("Whoever has the second token");
    JoinToken token = JoinToken.read(data().resolve("join-token"));
    assertThat(broker.out()).contains(token.address()).doesNotContain("baton-join-");
    for (JoinToken.Login login : token.logins()) {
      assertThat(broker.out()).doesNotContain(login.password());
      assertThat(login).isNotEqualTo(clientToken().logins().getFirst());
    }
    return token;
  }

  private JoinToken clientToken() {
    return JoinToken.read(data().resolve("client-token"));
  }

  @Test
  void workersJobsAndStatusOfOtherHostsNeedTheTokenOnly() throws IOException {
    JoinToken token = startBroker("--listen=127.0.0.1");
    for (String file :
        List.of(
            "join-token",
            "client-token",
            "certificate.pem",
            "password",
            "password-agent",
            "password-worker")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data().resolve(file))))
          .as(file)
          .isEqualTo("rw-------");
    }
    assertThat(data().resolve("certificate.p12")).doesNotExist();
    String file = "--join-file=" + data().resolve("join-token");

    String client = "--join-file=" + data().resolve("client-token");

    BatonProcess worker = sandbox.start("worker", file, "--workers=2");
    worker.awaitPrinted("2 workers joined pool 'baton' at " + token.address());
    BatonProcess run = sandbox.run("run", "--join=" + clientToken().text(), "sum", "--to=1000000");

    assertThat(run.endsWith(0).out()).contains("499999500000");
    assertThat(sandbox.run("status", client).endsWith(0).out()).contains(", 2 workers");
    String jobs = sandbox.run("jobs", client).endsWith(0).out();
    assertThat(jobs).contains("sum");
    String jobId = jobs.lines().skip(1).findFirst().orElse("").split(" ", 2)[0];
    assertThat(sandbox.run("explain", jobId, client).endsWith(0).out())
        .contains("is done.")
        .containsPattern("these ran longest:\\R  tasks? \\d.* on \\S+/[01], after ");
    for (String process : sandbox.processes()) {
      assertThat(process).doesNotContain(secrets(token));
    }
    try (ProcessPool pool =
        ProcessPool.builder().joinFile(data().resolve("client-token")).build()) {
      assertThat(pool.statistics().workers()).isPositive();
    }
    worker.signal("TERM");
    worker.endsWith(0);
  }

  @Test
  void whoeverHasNotTheTokenIsRefused() throws Exception {
    JoinToken token = startBroker("--listen=127.0.0.1");
    Path store = new TestCertificates(folder.resolve("other")).issue("other");
    byte[] other =
        KeyStore.getInstance(store.toFile(), TestCertificates.PASSWORD.toCharArray())
            .getCertificate("other")
            .getEncoded();
    JoinToken ofAnotherBroker = new JoinToken(token.address(), token.logins(), other);
    JoinToken ofAnotherLogin =
        new JoinToken(
            token.address(), List.of(new JoinToken.Login("agent", "wrong")), token.certificate());
    JoinToken withoutTls = new JoinToken(token.address(), token.logins(), new byte[0]);

    assertRefused(3, ofAnotherBroker.text(), "is not trusted", "join token");
    assertRefused(
        3, ofAnotherLogin.text(), "refused the login: what listens there does not know the key");
    assertRefused(3, withoutTls.text(), "expects TLS");
    assertRefused(2, token.text().substring(0, 200), "is incomplete or was changed");
    assertRefused(2, "secret", "That is not a join token");
  }

  private void assertRefused(int exitCode, String token, String... parts) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), token);
    for (String command : List.of("worker", "status")) {
      BatonProcess refused = sandbox.run(command, "--join-file=" + file).endsWith(exitCode);
      assertThat(refused.err().lines().filter(line -> line.startsWith("baton: ")))
          .singleElement()
          .asString()
          .contains(parts);
      assertThat(refused.err()).doesNotContain("Exception");
    }
  }

  private static List<String> secrets(JoinToken token) {
    List<String> secrets = new ArrayList<>(List.of(token.text()));
    token.logins().forEach(login -> secrets.add(login.password()));
    return secrets;
  }

  @Test
  void theTokenOfAHostLetsItPostNoTasksAndReadNoResults() throws IOException {
    JoinToken token = startBroker("--listen=127.0.0.1");

    BatonProcess run = sandbox.run("run", "--join=" + token.text(), "sum", "--to=10").endsWith(3);
    assertThat(run.err())
        .contains(
            "'agent' lacks rights that a coordinator needs",
            "WRITE on baton.inbox, READ on baton.results");
    JoinToken ofWorkers =
        new JoinToken(token.address(), List.of(token.logins().getLast()), token.certificate());
    BatonProcess asWorker =
        sandbox.run("run", "--join=" + ofWorkers.text(), "sum", "--to=10").endsWith(3);
    assertThat(asWorker.err())
        .contains(
            "'worker' lacks rights that a coordinator needs",
            "WRITE on baton.inbox, READ on baton.results");
  }

  @Test
  void theNextBrokerHasTheSameTokenAndOneWithoutTlsSaysSo() throws IOException {
    JoinToken token = startBroker("--listen=127.0.0.1");
    sandbox.endAll();

    assertThat(startBroker("--listen=127.0.0.1")).isEqualTo(token);
    sandbox.endAll();

    JoinToken plain = startBroker("--listen=127.0.0.1", "--no-tls");
    assertThat(plain.hasTls()).isFalse();
    assertThat(plain.address()).isEqualTo(token.address());
    assertThat(sandbox.run("status", "--join", clientToken().text()).endsWith(0).out())
        .contains("No host has joined");
  }

  @Test
  void theTokenOfATemporaryBrokerGoesWithIt() throws IOException {
    BatonProcess broker = sandbox.start("broker", "--listen=127.0.0.1");
    broker.awaitPrinted("Whoever has the second token");
    broker.signal("TERM");
    broker.endsWith(0);

    sandbox.assertNothingLeft();
  }

  @Test
  void whatCannotBeListenedOnIsSaid() throws IOException {
    assertThat(sandbox.run("broker", "--listen=0.0.0.0").endsWith(2).err())
        .contains("means all interfaces", "--advertise HOST");
    assertThat(sandbox.run("broker", "--no-tls").endsWith(2).err()).contains("--listen");
    assertThat(sandbox.run("broker", "--listen=192.0.2.1").endsWith(3).err())
        .contains("on 192.0.2.1 cannot be used");
    assertThat(sandbox.run("status", "--join=baton-join-1-x", "--bootstrap=a:1").endsWith(2).err())
        .contains("says which cluster");
  }
}
