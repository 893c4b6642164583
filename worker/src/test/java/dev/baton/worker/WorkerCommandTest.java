package dev.baton.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.wire.Address;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerCommandTest {

  @Test
  void aCommandIsReadBackFromItsBlock() {
    for (WorkerCommand command :
        List.of(
            new WorkerCommand.Drain(Duration.ofSeconds(3)),
            new WorkerCommand.Join(
                Map.of("bootstrap.servers", "host:1", "command", "is no command"),
                new Address.OnLog(7)))) {
      assertThat(WorkerCommand.of(command.toBlock())).isEqualTo(command);
    }
  }

  @Test
  void anUnknownCommandIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WorkerCommand.of(Map.of("baton.command", "fly")))
        .withMessageContaining("fly");
  }
}
