package dev.baton.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of the whole program stand on: a folder and a {@link Sandbox} for each. */
abstract class WithSandbox {

  @TempDir Path folder;
  Sandbox sandbox;

  @BeforeEach
  void openSandbox() throws IOException {
    sandbox = new Sandbox(folder);
  }

  @AfterEach
  void closeSandbox() throws IOException {
    sandbox.close();
  }
}
