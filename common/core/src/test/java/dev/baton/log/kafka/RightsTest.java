package dev.baton.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.baton.EnvironmentException;
import dev.baton.log.Access;
import dev.baton.log.Channel;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;

class RightsTest {

  private static final Map<String, String> PROPERTIES =
      Map.of(
          "bootstrap.servers",
          "kafka-1:9093",
          "sasl.jaas.config",
          "x.ScramLoginModule required username=\"w1\" password=\"secret\";");

  @Test
  void whatIsMissingIsNamedWithTheCommandAndWithoutTheSecret() {
    Rights rights = new Rights("baton", Access.WORKER, PROPERTIES);

    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(
            () ->
                rights.require(
                    Map.of(
                        "baton.inbox", Set.of(AclOperation.READ, AclOperation.DESCRIBE),
                        "baton.results", Set.of(AclOperation.DESCRIBE))))
        .withMessage(
            "The Kafka user 'w1' lacks rights that a worker needs at kafka-1:9093: WRITE on"
                + " baton.results. Ask the cluster's administrator to grant them: kafka-acls"
                + " --bootstrap-server kafka-1:9093 --add --allow-principal User:w1 --operation"
                + " Write --topic baton.results");
  }

  @Test
  void whoHasAllRightsGoesOn() {
    for (Access access : Access.values()) {
      Rights rights = new Rights("baton", access, PROPERTIES);
      for (Channel channel : Channel.values()) {
        EnumSet<AclOperation> all =
            EnumSet.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE);
        assertThatCode(() -> rights.require(Map.of(channel.topic("baton"), all)))
            .doesNotThrowAnyException();
      }
      assertThatNoException().isThrownBy(() -> rights.require(Map.of())); // not told
    }
  }

  @Test
  void aWorkerReadsTasksAndWritesResultsAndNothingElse() {
    for (Channel channel : Channel.values()) {
      assertThat(Rights.needed(Access.WORKER, channel))
          .isEqualTo(
              switch (channel) {
                case INBOX -> Set.of(AclOperation.READ);
                case RESULTS, BLOBS -> Set.of(AclOperation.WRITE);
                default -> Set.of();
              });
    }
  }

  @Test
  void onlyACoordinatorPostsTasksAndReadsResults() {
    for (Access access : Access.values()) {
      assertThat(access.writes(Channel.INBOX)).isEqualTo(access == Access.COORDINATOR);
      assertThat(access.reads(Channel.RESULTS)).isEqualTo(access == Access.COORDINATOR);
      for (Channel channel : Channel.values()) {
        assertThat(access.knows(channel) || !(access.reads(channel) || access.writes(channel)))
            .isTrue();
      }
    }
  }
}
