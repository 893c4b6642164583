package dev.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkerNameTest {

  @Test
  void aNameSaysWhoseWorkerItIs() {
    String name = WorkerName.of("rack/7", 12);

    assertThat(name).isEqualTo("rack/7/12");
    assertThat(WorkerName.host(name)).isEqualTo("rack/7");
    assertThat(WorkerName.host("rack")).isEqualTo("rack");
  }
}
