package dev.baton.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.wire.Address;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentCommandTest {

  @Test
  void aCommandIsReadBackFromItsBlock() {
    for (AgentCommand command :
        List.of(
            new AgentCommand.Drain(Duration.ofSeconds(3)),
            new AgentCommand.Join(
                Map.of("bootstrap.servers", "host:1", "command", "is no command"),
                new Address.OnLog(7)))) {
      assertThat(AgentCommand.of(command.toBlock())).isEqualTo(command);
    }
  }

  @Test
  void anUnknownCommandIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AgentCommand.of(Map.of("baton.command", "fly")))
        .withMessageContaining("fly");
  }
}
