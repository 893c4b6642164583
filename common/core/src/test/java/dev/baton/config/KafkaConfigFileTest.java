package dev.baton.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaConfigFileTest {

  @TempDir private Path folder;

  @Test
  void propertiesAreReadAsKafkaReadsThem() throws IOException {
    Path file = folder.resolve("client.properties");
    Files.writeString(file, "# mine\nbootstrap.servers = a:1,b:2\nsasl.mechanism=SCRAM-SHA-512 \n");

    assertThat(KafkaConfigFile.read(file))
        .containsEntry("bootstrap.servers", "a:1,b:2")
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .hasSize(2);
  }

  @Test
  void aValueGoesOnInTheNextLine() throws IOException {
    Path file = folder.resolve("client.properties");
    Files.writeString(
        file,
        """
        security.protocol = SASL_SSL
        sasl.jaas.config=org.example.Login required \\
          username="a=b";
        """);

    assertThat(KafkaConfigFile.read(file))
        .isEqualTo(
            Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.jaas.config",
                "org.example.Login required username=\"a=b\";"));
  }

  @Test
  void aDirectoryIsNamed() {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> KafkaConfigFile.read(folder))
        .withMessageContaining(folder.toString());
  }

  @Test
  void missingFileIsNamed() {
    Path file = folder.resolve("none.properties");

    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> KafkaConfigFile.read(file))
        .withMessageContaining(file.toString());
  }

  @Test
  void somethingElseThanPropertiesIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("broken"), "key=\\u12zz\n");

    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> KafkaConfigFile.read(file))
        .withMessageContaining(file.toString());
  }
}
