package dev.baton.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentCommandTest {

  @Test
  void aCommandIsReadBackFromItsBlock() {
    AgentCommand command = new AgentCommand.Drain(Duration.ofSeconds(3));
    assertThat(AgentCommand.of(command.toBlock())).isEqualTo(command);
  }

  @Test
  void anUnknownCommandIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AgentCommand.of(Map.of("baton.command", "fly")))
        .withMessageContaining("fly");
  }
}
