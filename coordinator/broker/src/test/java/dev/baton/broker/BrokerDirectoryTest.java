package dev.baton.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.EnvironmentException;
import dev.baton.log.kafka.PoolTopics;
import dev.baton.log.kafka.TopicPlan;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerDirectoryTest {

  @TempDir private Path parent;

  @Test
  void nobodyElseMayLookIn() throws IOException {
    try (BrokerDirectory directory = BrokerDirectory.take(parent.resolve("data"))) {
      directory.login("baton");
      directory.writeClientProperties(Map.of("a", "b"));

      assertThat(permissions(directory.path())).isEqualTo("rwx------");
      assertThat(permissions(directory.kafka())).isEqualTo("rwx------");
      assertThat(permissions(directory.path().resolve("password"))).isEqualTo("rw-------");
      assertThat(permissions(BrokerDirectory.clientProperties(directory.path())))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void keptDirectoryKeepsItsLogin() throws IOException {
    Path path = parent.resolve("data");
    BrokerLogin first;
    try (BrokerDirectory directory = BrokerDirectory.take(path)) {
      first = directory.login("baton");
    }
    try (BrokerDirectory directory = BrokerDirectory.take(path)) {
      assertThat(directory.login("baton")).isEqualTo(first);
    }
  }

  @Test
  void aTemporaryDirectoryIsGoneAlthoughKafkaMakesWhatItMisses() throws Exception {
    for (int round = 0; round < 20; round++) {
      BrokerDirectory directory = BrokerDirectory.take(null);
      Path partitions = directory.kafka().resolve("partitions");
      Files.createDirectories(partitions);
      Thread kafka = Thread.startVirtualThread(() -> makePartitions(partitions));

      directory.close();

      assertThat(kafka.join(Duration.ofSeconds(10))).isTrue();
      assertThat(directory.path()).doesNotExist();
    }
  }

  private static void makePartitions(Path directory) {
    try {
      for (int i = 0; i < 2_000; i++) {
        Files.createDirectories(directory.resolve("" + i));
      }
    } catch (IOException e) {
      // As Kafka's thread, which can store nothing more.
    }
  }

  @Test
  void topicsOfAnotherPoolAreNotItsOwn() throws IOException {
    PoolTopics topics = PoolTopics.of("here", 2, 1);
    try (BrokerDirectory directory = BrokerDirectory.take(parent.resolve("data"))) {
      for (TopicPlan plan : topics.all()) {
        assertThat(directory.has(topics)).isFalse();
        Files.createDirectories(directory.kafka().resolve(plan.topic() + "-0"));
      }

      assertThat(directory.has(topics)).isTrue();
      assertThat(directory.has(PoolTopics.of("elsewhere", 2, 1))).isFalse();
    }
  }

  @Test
  void temporaryDirectoryGoesWithItsBroker() throws IOException {
    Path path;
    try (BrokerDirectory directory = BrokerDirectory.take(null)) {
      path = directory.path();
      Files.createDirectories(directory.kafka().resolve("topic-0"));
      Files.writeString(directory.kafka().resolve("topic-0/0.log"), "x");
      assertThat(path).isDirectory();
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void whatCannotBeADirectoryIsNamed() throws IOException {
    Path file = Files.createFile(parent.resolve("file"));

    assertThatThrownBy(() -> BrokerDirectory.take(file))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void directoriesOfTheDeadAreSweptAndThoseOfTheLivingAreNot() throws IOException {
    Path own = make("own");
    Path dead = make("dead");
    Path living = make("living");
    Path beingMade = Files.createDirectory(parent.resolve("baton-broker-making"));
    Path neverMade = Files.createDirectory(parent.resolve("baton-broker-never"));
    Files.setLastModifiedTime(neverMade, FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));
    Path other = Files.createDirectory(parent.resolve("something-else"));

    try (FileChannel channel =
            FileChannel.open(living.resolve(BrokerDirectory.LOCK), StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      AbandonedDirectories.sweep(parent, own);
    }

    assertThat(dead).doesNotExist();
    assertThat(neverMade).doesNotExist();
    assertThat(parent).isDirectoryContaining(own::equals);
    assertThat(living).exists();
    assertThat(beingMade).exists();
    assertThat(other).exists();
  }

  private Path make(String name) throws IOException {
    Path directory = Files.createDirectory(parent.resolve(BrokerDirectory.TEMPORARY_PREFIX + name));
    Files.createFile(directory.resolve(BrokerDirectory.LOCK));
    Files.createDirectory(directory.resolve("kafka"));
    return directory;
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
