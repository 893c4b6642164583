package dev.baton.pool;

import dev.baton.Transport;
import org.junit.jupiter.api.BeforeAll;

class RepairOnSocketsIT extends RepairTests {

  @BeforeAll
  static void start() {
    startPool(Transport.LOCAL);
  }
}
