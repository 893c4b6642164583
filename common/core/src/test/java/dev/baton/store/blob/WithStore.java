package dev.baton.store.blob;

import static dev.baton.store.blob.TestStore.MIB;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of one writer and one reader of a store; each has new ones. */
abstract class WithStore {

  @TempDir Path place;
  TestStore store;
  BlobWriter writer;
  BlobReader reader;

  @BeforeEach
  void makeStore() {
    store = TestStore.of(place, 64 * MIB);
    writer = store.writerWithSlabs();
    reader = store.readerOf(writer);
  }

  @AfterEach
  void removeStore() {
    store.close();
  }
}
