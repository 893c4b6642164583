package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests that share data on one pool of two workers, and leave nothing of its store. */
abstract class WithSharingPool {

  static final int MIB = 1 << 20;

  static ProcessPool pool;
  static PoolFiles files;

  @TempDir Path directory;

  @BeforeAll
  static void startPool() {
    pool = ProcessPool.builder().workers(2).checksums(true).build();
    files = PoolFiles.of(pool);
  }

  @AfterAll
  static void closePool() {
    pool.close();
    assertThat(files.exist()).isFalse();
  }
}
