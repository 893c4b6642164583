package dev.baton.store.writer;

import static dev.baton.store.writer.TestStore.MIB;

import dev.baton.store.reader.BlobReader;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of one writer and one reader of a store; each has new ones. */
public abstract class WithStore {

  @TempDir protected Path place;
  protected TestStore store;
  protected BlobWriter writer;
  protected BlobReader reader;

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
