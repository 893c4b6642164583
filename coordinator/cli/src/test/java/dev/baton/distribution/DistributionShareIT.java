package dev.baton.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.cli.PackedBaton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the distribution has beside the program. */
class DistributionShareIT {

  private static final Path SHARE = PackedBaton.home().resolve("share");

  @Test
  void hasTheScriptsThatTheCommandPrints(@TempDir Path directory) throws Exception {
    Shell shell = new Shell(directory).with("JAVA_HOME", System.getProperty("java.home"));

    for (Map.Entry<String, String> script :
        Map.of(
                "bash", "bash-completion/completions/baton",
                "zsh", "zsh/site-functions/_baton",
                "fish", "fish/vendor_completions.d/baton.fish")
            .entrySet()) {
      Shell.Outcome outcome =
          shell.run(PackedBaton.home().resolve("bin/baton"), "completion", script.getKey());
      assertThat(SHARE.resolve(script.getValue())).hasContent(outcome.out());
    }
  }

  @Test
  void hasManualPages() {
    assertThat(SHARE.resolve("man/man1/baton.1")).content().contains(".SH \"EXIT STATUS\"");
    assertThat(SHARE.resolve("man/man1/baton-run-sum.1")).exists();
  }

  @Test
  void theBillOfMaterialsHasEachJarWithItsLicenceAndHash() throws Exception {
    Path file = SHARE.resolve("doc/baton/sbom.json");
    assumeTrue(Files.exists(file), "made by `mvn package` only, not by `mvn -o package`");
    JsonNode bill = new ObjectMapper().readTree(file.toFile());
    Map<String, JsonNode> parts = new TreeMap<>();
    bill.path("components").forEach(part -> parts.put(jarName(part), part));

    assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(bill.path("metadata").path("component").path("name").asText())
        .isEqualTo("baton-cli");
    for (Path jar : jars()) {
      String name = jar.getFileName().toString();
      if (name.startsWith("baton-cli-")) {
        continue; // what the bill is of
      }
      JsonNode part = parts.get(name);
      assertThat(part).as("%s in the bill of materials; run `mvn package` online", jar).isNotNull();
      assertThat(part.path("licenses")).as("licences of %s", jar).isNotEmpty();
      if (!name.startsWith("baton-")) { // ours change while the network is away
        assertThat(hash(part)).as("hash of %s", jar).isEqualTo(sha256(jar));
      }
    }
  }

  @Test
  void theListOfLicencesHasEachJarOfOthers() throws IOException {
    String list = Files.readString(SHARE.resolve("doc/baton/THIRD-PARTY.txt"));

    assertThat(list).doesNotContainIgnoringCase("unknown license");
    for (Path jar : jars()) {
      String name = jar.getFileName().toString();
      if (!name.startsWith("baton-")) {
        String artifact = name.replaceFirst("-(\\d[\\w.-]*)\\.jar$", ":$1");
        assertThat(list).contains(':' + artifact);
      }
    }
  }

  @Test
  void theArchiveHasAChecksumBesideIt(@TempDir Path directory) throws Exception {
    Path target = PackedBaton.home().getParent();
    String sum = PackedBaton.home().getFileName() + ".tar.gz.sha256";

    Shell.Outcome outcome =
        new Shell(directory).run("sh", "-c", "cd '" + target + "' && sha256sum -c '" + sum + "'");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
  }

  private static List<Path> jars() throws IOException {
    try (Stream<Path> all = Files.walk(PackedBaton.home().resolve("lib"))) {
      return all.filter(file -> file.toString().endsWith(".jar")).toList();
    }
  }

  private static String jarName(JsonNode part) {
    return part.path("name").asText() + '-' + part.path("version").asText() + ".jar";
  }

  private static String hash(JsonNode part) {
    for (JsonNode hash : part.path("hashes")) {
      if (hash.path("alg").asText().equals("SHA-256")) {
        return hash.path("content").asText();
      }
    }
    return "";
  }

  private static String sha256(Path file) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }
}
