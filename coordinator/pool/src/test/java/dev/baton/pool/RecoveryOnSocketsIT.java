package dev.baton.pool;

import dev.baton.Transport;

class RecoveryOnSocketsIT extends RecoveryTests {

  RecoveryOnSocketsIT() {
    super(Transport.LOCAL);
  }
}
